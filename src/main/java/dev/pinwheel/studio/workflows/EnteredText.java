package dev.pinwheel.studio.workflows;

import dev.pinwheel.model.Json;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a typed text means for a parameter: pure, so that tests need no browser. */
final class EnteredText {

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final int LONGEST_SHOWN = 40;

  private EnteredText() {}

  /** A text goes in as it is typed. */
  static Entered text(String typed, JsonNode schema) {
    if (typed.isEmpty()) {
      return new Entered.Nothing();
    }
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    if (typed.codePointCount(0, typed.length()) > most) {
      return new Entered.Wrong(
          "Expected at most %d character%s, found %d."
              .formatted(most, most == 1 ? "" : "s", typed.codePointCount(0, typed.length())));
    }
    return new Entered.Value(Json.of(JsonNodeFactory.instance.stringNode(typed).toString()));
  }

  /** A number keeps every digit that was typed. */
  static Entered number(String typed, JsonNode schema) {
    String number = typed.strip();
    if (number.isEmpty()) {
      return new Entered.Nothing();
    }
    if (!NUMBER.matcher(number).matches()) {
      return new Entered.Wrong(
          "Expected %s, found '%s'.".formatted(SchemaTypes.expected(schema), shortened(typed)));
    }
    return checked(number, schema);
  }

  /** JSON goes in as it is typed. */
  static Entered json(String typed, JsonNode schema) {
    return typed.isBlank() ? new Entered.Nothing() : checked(typed, schema);
  }

  private static Entered checked(String typed, JsonNode schema) {
    ParsedJson json = ParsedJson.parse(typed);
    return json.found()
        .<Entered>map(node ->
            SchemaCheck.problem(schema, node)
                .<Entered>map(Entered.Wrong::new)
                .orElseGet(() -> new Entered.Value(Json.of(typed.strip()))))
        .orElseGet(() -> new Entered.Wrong(json.problem()));
  }

  private static String shortened(String typed) {
    return typed.length() <= LONGEST_SHOWN ? typed : typed.substring(0, LONGEST_SHOWN) + "…";
  }
}
