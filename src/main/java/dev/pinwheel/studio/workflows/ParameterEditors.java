package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.studio.workflows.ParameterEditor.Input;
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

  /** A field of Vaadin's. */
  private abstract static class FieldEditor<F extends Component & HasValidation & HasValue<?, ?>>
      implements ParameterEditor {

    final F field;

    FieldEditor(F field) {
      this.field = field;
    }

    /** A field that cannot say by itself whether its content fits; checked after each change. */
    FieldEditor(F field, Runnable changed) {
      this(field);
      field.setManualValidation(true);
      field.addValueChangeListener(change -> changed.run());
    }

    @Override
    public Component component() {
      return field;
    }

    @Override
    public void mark(String sentence) {
      field.setErrorMessage(sentence);
      field.setInvalid(!sentence.isEmpty());
    }
  }

  /** One line: texts and numbers. */
  private static final class LineEditor extends FieldEditor<TextField> {

    private final Function<String, Input> meaning;

    private LineEditor(Function<String, Input> meaning, boolean numeric, Runnable changed) {
      super(new TextField(), changed);
      this.meaning = meaning;
      field.setValueChangeMode(ValueChangeMode.EAGER);
      if (numeric) {
        field.addClassName("pw-mono-field");
        field.getElement().setProperty("inputmode", "decimal");
      }
    }

    @Override
    public Input read() {
      return meaning.apply(field.getValue());
    }

    @Override
    public void write(JsonNode value) {
      field.setValue(
          value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString());
    }
  }

  /** One of a few words. */
  private static final class ChoiceEditor extends FieldEditor<Select<String>> {

    private final List<String> words;

    private ChoiceEditor(List<String> words, Runnable changed) {
      super(new Select<>(), changed);
      this.words = words;
      field.setItems(words);
    }

    @Override
    public Input read() {
      return field.getValue() == null
          ? new Input.Nothing()
          : new Input.Value(
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
  }

  /** A day, in the browser's own field: a calendar of our own would be a tenth of all scripts. */
  private static final class DateEditor extends FieldEditor<TextField> {

    private DateEditor(Runnable changed) {
      super(new TextField(), changed);
      field.getElement().executeJs("this.inputElement.type = 'date'");
    }

    /** The browser gives what is not a whole date as nothing. */
    @Override
    public Input read() {
      String day = field.getValue();
      try {
        return day.isBlank()
            ? new Input.Nothing()
            : new Input.Value(Json.of("\"" + LocalDate.parse(day) + "\""));
      } catch (DateTimeParseException e) {
        return new Input.Wrong("Expected a date such as 2026-03-01, found '" + day + "'.");
      }
    }

    @Override
    public void write(JsonNode value) {
      try {
        field.setValue(value.isString() ? LocalDate.parse(value.stringValue()).toString() : "");
      } catch (DateTimeParseException e) {
        field.clear();
      }
    }
  }

  /** On or off. */
  private static final class SwitchEditor extends FieldEditor<Checkbox> {

    private SwitchEditor() {
      super(new Checkbox());
      field.getElement().executeJs("this.inputElement.setAttribute('role', 'switch')");
    }

    @Override
    public Input read() {
      return new Input.Value(Json.of(Boolean.toString(field.getValue())));
    }

    @Override
    public void write(JsonNode value) {
      field.setValue(value.isBoolean() && value.booleanValue());
    }
  }

  /** Several lines of JSON, compared with the schema while typing. */
  private static final class JsonEditor extends FieldEditor<TextArea> {

    private final JsonNode schema;

    private JsonEditor(JsonNode schema, Runnable changed) {
      super(new TextArea(), changed);
      this.schema = schema;
      field.addClassName("pw-mono-field");
      field.setMinRows(3);
      field.setMaxRows(12);
      field.setValueChangeMode(ValueChangeMode.LAZY);
      field.getElement().executeJs("this.inputElement.setAttribute('spellcheck', 'false')");
    }

    @Override
    public Input read() {
      return InputParser.json(field.getValue(), schema);
    }

    @Override
    public void write(JsonNode value) {
      field.setValue(ParsedJson.indented(value));
    }
  }
}
