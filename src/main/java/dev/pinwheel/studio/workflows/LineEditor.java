package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** One line: texts and numbers. */
final class LineEditor implements ParameterEditor {

  private final TextField field = new TextField();
  private final Function<String, FieldInput> meaning;

  LineEditor(Function<String, FieldInput> meaning, boolean numeric, Runnable changed) {
    this.meaning = meaning;
    field.setManualValidation(true);
    field.setValueChangeMode(ValueChangeMode.EAGER);
    field.addValueChangeListener(change -> changed.run());
    if (numeric) {
      field.addClassName("pw-mono-field");
      field.getElement().setProperty("inputmode", "decimal");
    }
  }

  @Override
  public Component component() {
    return field;
  }

  @Override
  public FieldInput read() {
    return meaning.apply(field.getValue());
  }

  @Override
  public void write(JsonNode value) {
    field.setValue(value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString());
  }

  @Override
  public void mark(String sentence) {
    field.setErrorMessage(sentence);
    field.setInvalid(!sentence.isEmpty());
  }
}
