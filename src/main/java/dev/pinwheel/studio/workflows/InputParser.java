package dev.pinwheel.studio.workflows;

import dev.pinwheel.model.Json;
import dev.pinwheel.studio.workflows.ParameterEditor.Input;
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
  static Input text(String typed, JsonNode schema) {
    if (typed.isEmpty()) {
      return new Input.Nothing();
    }
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    if (typed.codePointCount(0, typed.length()) > most) {
      return new Input.Wrong(
          "Expected at most %d character%s, found %d."
              .formatted(most, most == 1 ? "" : "s", typed.codePointCount(0, typed.length())));
    }
    return new Input.Value(Json.of(JsonNodeFactory.instance.stringNode(typed).toString()));
  }

  /** A number keeps every digit that was typed. */
  static Input number(String typed, JsonNode schema) {
    String number = typed.strip();
    if (number.isEmpty()) {
      return new Input.Nothing();
    }
    if (!NUMBER.matcher(number).matches()) {
      return new Input.Wrong(
          "Expected %s, found '%s'.".formatted(SchemaTypes.expected(schema), shortened(typed)));
    }
    return checked(number, schema);
  }

  /** JSON goes in as it is typed. */
  static Input json(String typed, JsonNode schema) {
    return typed.isBlank() ? new Input.Nothing() : checked(typed, schema);
  }

  private static Input checked(String typed, JsonNode schema) {
    ParsedJson json = ParsedJson.parse(typed);
    return json.found()
        .<Input>map(node ->
            SchemaCheck.problem(schema, node)
                .<Input>map(Input.Wrong::new)
                .orElseGet(() -> new Input.Value(Json.of(typed.strip()))))
        .orElseGet(() -> new Input.Wrong(json.problem()));
  }

  private static String shortened(String typed) {
    return typed.length() <= LONGEST_SHOWN ? typed : typed.substring(0, LONGEST_SHOWN) + "…";
  }
}
