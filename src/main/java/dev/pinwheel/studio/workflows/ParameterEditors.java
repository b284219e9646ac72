package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Chooses and labels the editor of a parameter. */
final class ParameterEditors {

  private ParameterEditors() {}

  static ParameterEditor of(Manifest.Parameter parameter, Runnable changed) {
    JsonNode schema = ParsedJson.of(parameter.schema());
    ParameterEditor editor =
        switch (FieldKind.of(schema)) {
          case FieldKind.Text() ->
              new LineEditor(typed -> InputParser.text(typed, schema), false, changed);
          case FieldKind.Number ignored ->
              new LineEditor(typed -> InputParser.number(typed, schema), true, changed);
          case FieldKind.Switch() -> new SwitchEditor();
          case FieldKind.Date() -> new DateEditor(changed);
          case FieldKind.Choice choice -> new ChoiceEditor(choice.words(), changed);
          case FieldKind.JsonText() -> new JsonEditor(schema, changed);
        };
    name(editor.component(), parameter);
    return editor;
  }

  private static void name(Component field, Manifest.Parameter parameter) {
    if (field instanceof HasLabel labelled) {
      labelled.setLabel(
          parameter.required() || parameter.defaultValue() != null
              ? parameter.name()
              : parameter.name() + " (optional)");
    }
    if (field instanceof HasHelper helped) {
      String words = words(parameter);
      helped.setHelperText(words.equals("text") ? "" : words);
    }
    if (field instanceof HasSize sized) {
      sized.setWidthFull();
    }
  }

  /** What the parameter takes, in a few words. */
  static String words(Manifest.Parameter parameter) {
    return SchemaTypes.words(ParsedJson.of(parameter.schema()));
  }

  /** One line: texts and numbers. */
  private static final class LineEditor implements ParameterEditor {

    private final TextField field = new TextField();
    private final Function<String, FieldInput> meaning;

    private LineEditor(Function<String, FieldInput> meaning, boolean numeric, Runnable changed) {
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
      field.setValue(
          value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString());
    }

    @Override
    public void mark(String sentence) {
      field.setErrorMessage(sentence);
      field.setInvalid(!sentence.isEmpty());
    }
  }

  /** One of a few words. */
  private static final class ChoiceEditor implements ParameterEditor {

    private final Select<String> field = new Select<>();
    private final List<String> words;

    private ChoiceEditor(List<String> words, Runnable changed) {
      this.words = words;
      field.setItems(words);
      field.setManualValidation(true);
      field.addValueChangeListener(change -> changed.run());
    }

    @Override
    public Component component() {
      return field;
    }

    @Override
    public FieldInput read() {
      return field.getValue() == null
          ? new FieldInput.Nothing()
          : new FieldInput.Value(
              Json.of(JsonNodeFactory.instance.stringNode(field.getValue()).toString()));
    }

    @Override
    public void write(JsonNode value) {
      if (value.isString() && words.contains(value.stringValue())) {
        field.setValue(value.stringValue());
      } else {
        field.clear();
      }
    }

    @Override
    public void mark(String sentence) {
      field.setErrorMessage(sentence);
      field.setInvalid(!sentence.isEmpty());
    }
  }

  /** A day. */
  private static final class DateEditor implements ParameterEditor {

    private final DatePicker field = new DatePicker();

    private DateEditor(Runnable changed) {
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

  /** On or off. */
  private static final class SwitchEditor implements ParameterEditor {

    private final Checkbox field = new Checkbox();

    private SwitchEditor() {
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

  /** Several lines of JSON, compared with the schema while typing. */
  private static final class JsonEditor implements ParameterEditor {

    private final TextArea field = new TextArea();
    private final JsonNode schema;

    private JsonEditor(JsonNode schema, Runnable changed) {
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
}
