package dev.pinwheel.studio.workflows;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The kind of field for a parameter, derived from its schema alone. */
sealed interface FieldKind {

  /** One line of text. */
  record Text() implements FieldKind {}

  /** A number of any size; whole when {@code whole}. */
  record Number(boolean whole) implements FieldKind {}

  /** On or off. */
  record Switch() implements FieldKind {}

  /** A day. */
  record Date() implements FieldKind {}

  /** One of a few words. */
  record Choice(List<String> words) implements FieldKind {
    public Choice {
      words = List.copyOf(words);
    }
  }

  /** Everything else: JSON, checked while typing. */
  record JsonText() implements FieldKind {}

  static FieldKind of(JsonNode schema) {
    List<String> types =
        SchemaTypes.of(schema).stream().filter(type -> !type.equals("null")).toList();
    if (types.size() != 1) {
      return new JsonText();
    }
    return switch (types.getFirst()) {
      case "string" -> ofText(schema);
      case "number" -> new Number(false);
      case "integer" -> new Number(true);
      case "boolean" -> SchemaTypes.of(schema).size() == 1 ? new Switch() : new JsonText();
      default -> new JsonText();
    };
  }

  private static FieldKind ofText(JsonNode schema) {
    if (schema.path("enum").isArray()) {
      List<String> words = new ArrayList<>();
      schema.path("enum").forEach(word -> words.add(word.asString()));
      return new Choice(words);
    }
    return schema.path("format").asString("").equals("date") ? new Date() : new Text();
  }
}
