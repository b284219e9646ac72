package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.html.Span;

/** Text that only screen readers get. */
public final class HiddenText extends Span {

  public HiddenText(String text) {
    super(text);
    addClassName("pw-hidden");
  }
}
