package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.studio.workflows.ParameterEditor.Input;
import java.util.Optional;
import java.util.function.Consumer;

/** The field of one parameter in a form. What is wrong with it is said at the field. */
final class ParameterField {

  private final Manifest.Parameter parameter;
  private final ParameterEditor editor;

  ParameterField(Manifest.Parameter parameter) {
    this.parameter = parameter;
    this.editor = ParameterEditors.of(parameter, this::check);
    editor.component().setTestId("parameter-" + parameter.name());
    if (parameter.defaultValue() != null) {
      editor.write(ParsedJson.of(parameter.defaultValue()));
    }
  }

  Component component() {
    return editor.component();
  }

  /** Hands over the field when it is a single line, in which Enter may run the workflow. */
  void ifLine(Consumer<TextField> listener) {
    if (editor.component() instanceof TextField line) {
      listener.accept(line);
    }
  }

  void show(Json value) {
    editor.write(ParsedJson.of(value));
    editor.mark("");
  }

  void focus() {
    if (editor.component() instanceof Focusable<?> focusable) {
      focusable.focus();
    }
  }

  /** What to submit; empty when it does not fit, which the field then says. */
  Optional<Json> read() {
    return switch (editor.read()) {
      case Input.Value value -> {
        editor.mark("");
        yield Optional.of(value.json());
      }
      case Input.Nothing() -> readNothing();
      case Input.Wrong wrong -> {
        editor.mark(wrong.sentence());
        yield Optional.empty();
      }
    };
  }

  private Optional<Json> readNothing() {
    if (parameter.required() && parameter.defaultValue() == null) {
      editor.mark(
          "%s is required: %s.".formatted(parameter.name(), ParameterEditors.words(parameter)));
      return Optional.empty();
    }
    editor.mark("");
    return Optional.of(parameter.defaultValue() == null ? Json.NULL : parameter.defaultValue());
  }

  private void check() {
    editor.mark(editor.read() instanceof Input.Wrong(String sentence) ? sentence : "");
  }
}
