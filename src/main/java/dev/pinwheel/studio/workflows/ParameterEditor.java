package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import tools.jackson.databind.JsonNode;

/** The input field for one kind of parameter. */
interface ParameterEditor {

  Component component();

  FieldInput read();

  /** Shows a value; one that does not fit is left out. */
  void write(JsonNode value);

  /** Says at the field what is wrong; an empty sentence takes that away. */
  void mark(String sentence);
}
