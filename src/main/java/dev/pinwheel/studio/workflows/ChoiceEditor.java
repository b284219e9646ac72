package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.select.Select;
import dev.pinwheel.model.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One of a few words. */
final class ChoiceEditor implements ParameterEditor {

  private final Select<String> field = new Select<>();
  private final List<String> words;

  ChoiceEditor(List<String> words, Runnable changed) {
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
