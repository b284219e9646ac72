package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What stands where there is nothing to show: why, and what to do next. */
public final class Empty extends Div {

  /**
   * @param sentence empty for none
   * @param actions what can be done next
   */
  public Empty(String title, String sentence, Component... actions) {
    addClassName("pw-empty");
    setTestId("empty");
    add(new H2(title));
    if (!sentence.isEmpty()) {
      add(new Paragraph(sentence));
    }
    if (actions.length > 0) {
      Div row = new Div(actions);
      row.addClassName("pw-row");
      add(row);
    }
  }
}
