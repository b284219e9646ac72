package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import tools.jackson.databind.JsonNode;

/** Several lines of JSON, compared with the schema while typing. */
final class JsonEditor implements ParameterEditor {

  private final TextArea field = new TextArea();
  private final JsonNode schema;

  JsonEditor(JsonNode schema, Runnable changed) {
    this.schema = schema;
    field.addClassName("pw-mono-field");
    field.setMinRows(3);
    field.setMaxRows(12);
    field.setManualValidation(true);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.addValueChangeListener(change -> changed.run());
    field.getElement().executeJs("this.inputElement.setAttribute('spellcheck', 'false')");
  }

  @Override
  public Component component() {
    return field;
  }

  @Override
  public FieldInput read() {
    return InputParser.json(field.getValue(), schema);
  }

  @Override
  public void write(JsonNode value) {
    field.setValue(ParsedJson.indented(value));
  }

  @Override
  public void mark(String sentence) {
    field.setErrorMessage(sentence);
    field.setInvalid(!sentence.isEmpty());
  }
}
