package dev.pinwheel.studio.run.value;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.pinwheel.model.Json;
import dev.pinwheel.studio.parts.LazyElement;

/** A JSON value as a tree, with search and copy; it lives in the browser only. */
@Tag("pw-json")
@JsModule("./lazy.ts")
public final class JsonView extends Component implements HasStyle {

  /**
   * @param name what the value is, for screen readers: "Result"
   */
  public JsonView(String name, Json value) {
    LazyElement.load(this);
    getElement().setProperty("name", name);
    getElement().setProperty("value", value.toString());
  }
}
