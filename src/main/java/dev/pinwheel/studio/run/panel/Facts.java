package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/** Names and values below each other. */
final class Facts extends DescriptionList {

  public Facts() {
    addClassName("pw-facts");
  }

  Facts with(String name, String value) {
    return value.isEmpty() ? this : with(name, new Span(value));
  }

  Facts with(String name, Component value) {
    DescriptionList.Description description = new DescriptionList.Description();
    description.add(value);
    add(new DescriptionList.Term(name), description);
    return this;
  }
}
