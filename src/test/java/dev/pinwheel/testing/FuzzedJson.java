package dev.pinwheel.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * JSON texts from JSON Schemas, partly as described and partly not: fields that are missing,
 * unknown, twice, null or of another type; numbers and texts of all sizes; and texts that are no
 * JSON. Confined to a thread.
 */
public final class FuzzedJson {

  private static final int DEPTH = 8;

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "1e999999999",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-0.0",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\n\\u0007\\u001b[31m\"",
          "\"\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "\"R1:1:1\"",
          "\"$\"",
          "[]",
          "[null]",
          "[[[[]]]]",
          "{}",
          "{\"$bytes\":\"?\"}",
          "{\"$set\":1}",
          "{\"$execution\":\"R1:1:1\"}",
          "{\"a\":1,\"a\":2}",
          "{\"\":{}}",
          "NaN",
          "01",
          "'a'",
          "\"\u0001\"");

  private final Random random;
  private final Function<String, JsonNode> resolver;
  private final Map<String, List<String>> good;

  /**
   * @param resolver finds what a {@code $ref} refers to
   * @param good JSON texts of fields that would be accepted, by the name of the field
   */
  public FuzzedJson(
      Random random, Function<String, JsonNode> resolver, Map<String, List<String>> good) {
    this.random = random;
    this.resolver = resolver;
    this.good = good;
  }

  /** A text for this schema, or for none. */
  public String text(JsonNode schema) {
    String text = value("", schema, 0);
    return switch (random.nextInt(60)) {
      case 0 -> text.substring(0, random.nextInt(text.length() + 1));
      case 1 -> text + text;
      case 2 -> "\ufeff" + text;
      case 3 -> "[".repeat(5_000);
      case 4 -> "{\"a\":".repeat(1_200) + "1" + "}".repeat(1_200);
      case 5 -> one(ODD);
      case 6 -> {
        int at = random.nextInt(text.length() + 1);
        yield text.substring(0, at) + (char) random.nextInt(0xd800) + text.substring(at);
      }
      default -> text;
    };
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String odd() {
    return switch (random.nextInt(40)) {
      case 0 -> "\"" + "x".repeat(100_000) + "\"";
      case 1 -> "\"" + "\u00e9".repeat(random.nextInt(3_000)) + "\"";
      case 2 -> "[".repeat(600) + "]".repeat(600);
      case 3 -> "9".repeat(5_000);
      default -> one(ODD);
    };
  }

  private String value(String name, JsonNode described, int depth) {
    JsonNode schema = described;
    if (schema.has("$ref")) {
      schema = resolver.apply(schema.path("$ref").asString());
    }
    for (String several : List.of("anyOf", "oneOf")) {
      if (schema.has(several)) {
        return value(
            name, schema.path(several).get(random.nextInt(schema.path(several).size())), depth);
      }
    }
    if (depth > DEPTH || chance(7)) {
      return odd();
    }
    List<String> known = good.get(name);
    if (known != null && chance(85)) {
      return one(known);
    }
    if (schema.has("const")) {
      return schema.path("const").toString();
    }
    if (schema.has("enum")) {
      return schema.path("enum").get(random.nextInt(schema.path("enum").size())).toString();
    }
    return ofType(schema, depth);
  }

  private String ofType(JsonNode schema, int depth) {
    JsonNode types = schema.path("type");
    String type =
        types.isArray()
            ? types.get(random.nextInt(types.size())).asString()
            : types.asString(schema.has("properties") ? "object" : "");
    return switch (type) {
      case "object" -> object(schema, depth);
      case "array" -> {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value("", schema.path("items"), depth + 1));
        }
        yield "[" + String.join(",", items) + "]";
      }
      case "string" -> chance(80) ? "\"x" + random.nextInt(10) + "\"" : odd();
      case "integer", "number" -> chance(80) ? Integer.toString(random.nextInt(5)) : odd();
      case "boolean" -> chance(50) ? "true" : "false";
      case "null" -> "null";
      default -> odd();
    };
  }

  private String object(JsonNode schema, int depth) {
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean isThere = required.contains(property.getKey()) ? chance(97) : chance(40);
      for (int times = isThere ? chance(1) ? 2 : 1 : 0; times > 0; times--) {
        fields.add(
            "\""
                + property.getKey()
                + "\":"
                + value(property.getKey(), property.getValue(), depth + 1));
      }
    }
    if (chance(2)) {
      fields.add("\"unknown\":" + odd());
    }
    return "{" + String.join(",", fields) + "}";
  }
}
