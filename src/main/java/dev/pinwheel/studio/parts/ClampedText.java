package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** A text of which seven lines are shown, and the others on request. */
@Tag("pw-clamped")
@JsModule("./clamped-text.ts")
public final class ClampedText extends Component implements HasComponents {

  /**
   * @param text what is shown; it is the only child
   */
  public ClampedText(Component text) {
    add(text);
  }
}
