package dev.pinwheel.studio.workflows;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Compares a value with a JSON Schema as far as workers declare them: types, ranges, lengths,
 * enums, items, properties, required and additional members. The worker has the final say; this
 * reports most mistakes while typing.
 */
final class SchemaCheck {

  private SchemaCheck() {}

  /** The first thing that does not fit, as a sentence with the path to it. */
  static Optional<String> problem(JsonNode schema, JsonNode value) {
    return at("", schema, value);
  }

  private static Optional<String> at(String path, JsonNode schema, JsonNode value) {
    if (!SchemaTypes.allows(schema, value)) {
      return wrong(
          path,
          "Expected %s, found %s."
              .formatted(SchemaTypes.expected(schema), SchemaTypes.found(value)));
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      return wrong(path, "Expected one of %s.".formatted(SchemaTypes.choices(schema)));
    }
    if (value.isNumber()) {
      return range(path, schema, value);
    }
    if (value.isArray()) {
      return items(path, schema, value);
    }
    return value.isObject() ? members(path, schema, value) : Optional.empty();
  }

  private static Optional<String> range(String path, JsonNode schema, JsonNode value) {
    JsonNode least = schema.path("minimum");
    JsonNode most = schema.path("maximum");
    boolean below = least.isNumber() && value.decimalValue().compareTo(least.decimalValue()) < 0;
    boolean above = most.isNumber() && value.decimalValue().compareTo(most.decimalValue()) > 0;
    return below || above
        ? wrong(path, "Expected a number %s.".formatted(SchemaTypes.range(least, most)))
        : Optional.empty();
  }

  private static Optional<String> items(String path, JsonNode schema, JsonNode value) {
    for (int i = 0; i < value.size() && schema.has("items"); i++) {
      Optional<String> problem = at(path + "[" + i + "]", schema.get("items"), value.get(i));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> members(String path, JsonNode schema, JsonNode value) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asString())) {
        return wrong(path, "Missing member '%s'.".formatted(name.asString()));
      }
    }
    JsonNode properties = schema.path("properties");
    JsonNode additional = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String name = member.getKey();
      JsonNode declared = properties.has(name) ? properties.get(name) : additional;
      if (declared.isBoolean() && !declared.booleanValue()) {
        return wrong(path, "Unknown member '%s'.".formatted(name));
      }
      Optional<String> problem =
          declared.isObject()
              ? at(path + "." + name, declared, member.getValue())
              : Optional.empty();
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static boolean contains(JsonNode choices, JsonNode value) {
    for (JsonNode choice : choices) {
      if (choice.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> wrong(String path, String sentence) {
    return Optional.of(
        path.isEmpty()
            ? sentence
            : "At %s: %s%s"
                .formatted(
                    path.startsWith(".") ? path.substring(1) : path,
                    sentence.substring(0, 1).toLowerCase(Locale.ROOT),
                    sentence.substring(1)));
  }
}
