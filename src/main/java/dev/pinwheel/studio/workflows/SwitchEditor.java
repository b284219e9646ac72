package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import dev.pinwheel.model.Json;
import tools.jackson.databind.JsonNode;

/** On or off. */
final class SwitchEditor implements ParameterEditor {

  private final Checkbox field = new Checkbox();

  SwitchEditor() {
    field.getElement().executeJs("this.inputElement.setAttribute('role', 'switch')");
  }

  @Override
  public Component component() {
    return field;
  }

  @Override
  public FieldInput read() {
    return new FieldInput.Value(Json.of(Boolean.toString(field.getValue())));
  }

  @Override
  public void write(JsonNode value) {
    field.setValue(value.isBoolean() && value.booleanValue());
  }

  @Override
  public void mark(String sentence) {
    field.setErrorMessage(sentence);
    field.setInvalid(!sentence.isEmpty());
  }
}
