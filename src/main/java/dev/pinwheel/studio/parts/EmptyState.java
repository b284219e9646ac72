package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** An empty state: why there is nothing to show, and what to do next. */
public final class EmptyState extends Div {

  /**
   * @param sentence empty for none
   * @param actions what can be done next
   */
  public EmptyState(String title, String sentence, Component... actions) {
    this(new H2(title), sentence, actions);
  }

  private EmptyState(Component title, String sentence, Component... actions) {
    addClassName("pw-empty");
    setTestId("empty");
    add(title);
    if (!sentence.isEmpty()) {
      add(new Paragraph(sentence));
    }
    if (actions.length > 0) {
      Div row = new Div(actions);
      row.addClassName("pw-row");
      add(row);
    }
  }

  /** The same as the whole of a page, which has no other title. */
  public static EmptyState page(String title, String sentence, Component... actions) {
    H1 heading = new H1(title);
    heading.addClassName("pw-empty-title");
    return new EmptyState(heading, sentence, actions);
  }
}
