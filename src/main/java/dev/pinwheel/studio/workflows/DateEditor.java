package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import dev.pinwheel.model.Json;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.JsonNode;

/** A day. */
final class DateEditor implements ParameterEditor {

  private final DatePicker field = new DatePicker();

  DateEditor(Runnable changed) {
    field.setManualValidation(true);
    field.setI18n(new DatePicker.DatePickerI18n().setDateFormat("yyyy-MM-dd"));
    field.setPlaceholder("2026-03-01");
    field.addValueChangeListener(change -> changed.run());
  }

  @Override
  public Component component() {
    return field;
  }

  @Override
  public FieldInput read() {
    LocalDate day = field.getValue();
    if (day != null) {
      return new FieldInput.Value(Json.of("\"" + day + "\""));
    }
    String typed = field.getElement().getProperty("_inputElementValue", "");
    return typed.isBlank()
        ? new FieldInput.Nothing()
        : new FieldInput.Wrong("Expected a date such as 2026-03-01, found '" + typed + "'.");
  }

  @Override
  public void write(JsonNode value) {
    try {
      field.setValue(value.isString() ? LocalDate.parse(value.stringValue()) : null);
    } catch (DateTimeParseException e) {
      field.clear();
    }
  }

  @Override
  public void mark(String sentence) {
    field.setErrorMessage(sentence);
    field.setInvalid(!sentence.isEmpty());
  }
}
