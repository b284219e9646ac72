package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** Lines in a cell, one close below the other. */
public final class CellLines extends Div {

  public CellLines(Component... lines) {
    super(lines);
    addClassName("pw-stack");
    getElement().setAttribute("data-gap", "none");
  }

  /** A line that is cut where the cell ends; its title has the whole text. */
  public static Span truncated(String text) {
    Span line = new Span(text);
    line.addClassName("pw-truncate");
    line.setTitle(text);
    return line;
  }

  /** A line of less weight. */
  public static Span quiet(String text) {
    Span line = new Span(text);
    line.addClassNames("pw-small", "pw-quiet");
    return line;
  }

  /** As {@link #quiet}, wrapped where the cell ends. */
  public static Span quietWrapped(String text) {
    Span line = quiet(text);
    line.addClassName("pw-wrap");
    return line;
  }
}
