package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasSize;
import dev.pinwheel.model.Manifest;
import tools.jackson.databind.JsonNode;

/** Chooses the editor of a parameter, and names it. */
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
}
