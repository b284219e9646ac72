package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** What a list looks like until its first rows are read; seen only when that takes a moment. */
public final class SkeletonRows extends Div {

  private static final int ROWS = 8;

  public SkeletonRows() {
    addClassName("pw-skeleton");
    setTestId("skeleton");
    add(new HiddenText("Loading…"));
    for (int row = 0; row < ROWS; row++) {
      Div line = new Div(new Span(), new Span(), new Span());
      line.getElement().setAttribute("aria-hidden", "true");
      add(line);
    }
  }
}
