package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import dev.pinwheel.model.Json;
import tools.jackson.databind.JsonNode;

/** The input field for one kind of parameter. */
interface ParameterEditor {

  Component component();

  /** What is in the field now. */
  Input read();

  /** Shows a value; one that does not fit is left out. */
  void write(JsonNode value);

  /** Says at the field what is wrong; an empty sentence takes that away. */
  void mark(String sentence);

  /** The content of a field. */
  sealed interface Input {

    /** A value that fits. */
    record Value(Json json) implements Input {}

    /** Nothing. */
    record Nothing() implements Input {}

    /** Something that does not fit, and why. */
    record Wrong(String sentence) implements Input {}
  }
}
