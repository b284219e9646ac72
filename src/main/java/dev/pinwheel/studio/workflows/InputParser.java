package dev.pinwheel.studio.workflows;

import dev.pinwheel.model.Json;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Parses typed text as a parameter value. Pure, so that tests need no browser. */
final class InputParser {

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final int LONGEST_SHOWN = 40;

  private InputParser() {}

  /** A text goes in as it is typed. */
  static FieldInput text(String typed, JsonNode schema) {
    if (typed.isEmpty()) {
      return new FieldInput.Nothing();
    }
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    if (typed.codePointCount(0, typed.length()) > most) {
      return new FieldInput.Wrong(
          "Expected at most %d character%s, found %d."
              .formatted(most, most == 1 ? "" : "s", typed.codePointCount(0, typed.length())));
    }
    return new FieldInput.Value(Json.of(JsonNodeFactory.instance.stringNode(typed).toString()));
  }

  /** A number keeps every digit that was typed. */
  static FieldInput number(String typed, JsonNode schema) {
    String number = typed.strip();
    if (number.isEmpty()) {
      return new FieldInput.Nothing();
    }
    if (!NUMBER.matcher(number).matches()) {
      return new FieldInput.Wrong(
          "Expected %s, found '%s'.".formatted(SchemaTypes.expected(schema), shortened(typed)));
    }
    return checked(number, schema);
  }

  /** JSON goes in as it is typed. */
  static FieldInput json(String typed, JsonNode schema) {
    return typed.isBlank() ? new FieldInput.Nothing() : checked(typed, schema);
  }

  private static FieldInput checked(String typed, JsonNode schema) {
    ParsedJson json = ParsedJson.parse(typed);
    return json.found()
        .<FieldInput>map(node ->
            SchemaCheck.problem(schema, node)
                .<FieldInput>map(FieldInput.Wrong::new)
                .orElseGet(() -> new FieldInput.Value(Json.of(typed.strip()))))
        .orElseGet(() -> new FieldInput.Wrong(json.problem()));
  }

  private static String shortened(String typed) {
    return typed.length() <= LONGEST_SHOWN ? typed : typed.substring(0, LONGEST_SHOWN) + "…";
  }
}
