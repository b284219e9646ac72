package dev.pinwheel.studio.run.compare;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.pinwheel.studio.parts.LazyElement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Both sides of a call, line by line; the lines live in the browser only. */
@Tag("pw-line-difference")
@JsModule("./lazy.ts")
final class LinesView extends Component {

  LinesView() {
    LazyElement.load(this);
  }

  /**
   * @param lines of {@link CallLinesJson}; null for no call
   */
  void show(@Nullable ObjectNode lines) {
    getElement()
        .callJsFunction("show", lines == null ? JsonNodeFactory.instance.nullNode() : lines);
  }
}
