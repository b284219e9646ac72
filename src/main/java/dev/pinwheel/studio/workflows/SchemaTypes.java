package dev.pinwheel.studio.workflows;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The types of a JSON Schema, and their names for users. */
final class SchemaTypes {

  private SchemaTypes() {}

  /** The names of the types that the schema allows; empty for any. */
  static List<String> of(JsonNode schema) {
    JsonNode type = schema.path("type");
    List<String> names = new ArrayList<>();
    if (type.isString()) {
      names.add(type.stringValue());
    }
    for (JsonNode one : type.isArray() ? type : schema.path("none")) {
      names.add(one.asString());
    }
    return names;
  }

  static boolean allows(JsonNode schema, JsonNode value) {
    List<String> types = of(schema);
    return types.isEmpty() || types.stream().anyMatch(type -> is(type, value));
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isString();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && isWhole(value);
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> true;
    };
  }

  private static boolean isWhole(JsonNode number) {
    return number.isIntegralNumber() || number.decimalValue().stripTrailingZeros().scale() <= 0;
  }

  /** The helper text of a field. */
  static String words(JsonNode schema) {
    if (schema.path("properties").has("$set")) {
      return "set, written {\"$set\":[…]}, of "
          + plural(schema.path("properties").path("$set").path("items"));
    }
    if (schema.path("properties").has("$bytes")) {
      return "bytes, written {\"$bytes\":\"…\"} in base64";
    }
    List<String> types = of(schema);
    return types.isEmpty()
        ? "any JSON"
        : switch (types.getFirst()) {
          case "string" -> text(schema);
          case "number" -> "number";
          case "integer" -> "whole number";
          case "boolean" -> "true or false";
          case "array" -> "list of " + plural(schema.path("items"));
          case "object" -> "object" + members(schema);
          default -> types.getFirst();
        };
  }

  private static String text(JsonNode schema) {
    return switch (schema.path("format").asString("")) {
      case "date" -> "date";
      case "date-time" -> "moment, such as 2026-03-01T12:00:00Z";
      case "local-date-time" -> "date and time, such as 2026-03-01T12:00:00";
      case "local-time", "time" -> "time, such as 12:00:00";
      case "duration" -> "duration, such as PT10M";
      case "uuid" -> "UUID";
      case "uri" -> "address, such as https://example.org";
      default -> schema.has("enum") ? "one of " + choices(schema) : "text";
    };
  }

  private static String plural(JsonNode items) {
    String one = words(items);
    return switch (one) {
      case "text", "number", "whole number", "date" -> one + "s";
      case "any JSON" -> "anything";
      default -> one;
    };
  }

  private static String members(JsonNode schema) {
    List<String> names = new ArrayList<>(schema.path("properties").propertyNames());
    return names.isEmpty() ? "" : " with " + String.join(", ", names);
  }

  /** What was expected, with its article. */
  static String expected(JsonNode schema) {
    if (schema.path("properties").has("$set")) {
      return "a set, written {\"$set\":[…]}";
    }
    if (schema.path("properties").has("$bytes")) {
      return "bytes, written {\"$bytes\":\"…\"}";
    }
    return String.join(" or ", of(schema).stream().map(SchemaTypes::article).toList());
  }

  private static String article(String type) {
    return switch (type) {
      case "string" -> "a text in quotes";
      case "number" -> "a number";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> type;
    };
  }

  static String found(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "the text \"" + value.stringValue() + "\"";
      case NUMBER, BOOLEAN -> value.toString();
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NULL -> "null";
      default -> "something else";
    };
  }

  static String choices(JsonNode schema) {
    List<String> names = new ArrayList<>();
    for (JsonNode choice : schema.path("enum")) {
      names.add(choice.asString());
    }
    return String.join(", ", names);
  }

  static String range(JsonNode least, JsonNode most) {
    if (least.isNumber() && most.isNumber()) {
      return "from " + least + " to " + most;
    }
    return least.isNumber() ? "of at least " + least : "of at most " + most;
  }
}
