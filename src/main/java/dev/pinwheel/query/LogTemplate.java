package dev.pinwheel.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cuts a log message into text and values at its {@code {name}} placeholders. */
final class LogTemplate {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int NO_VALUES = 2;

  private LogTemplate() {}

  /**
   * The parts of a message. A placeholder without a value stays as it is; values without a
   * placeholder follow at the end.
   *
   * @param template UTF-8
   * @param values a JSON object
   */
  static List<LogLine.Part> parts(byte[] template, byte[] values) {
    String text = new String(template, StandardCharsets.UTF_8);
    if (values.length <= NO_VALUES) {
      return List.of(new LogLine.Part(text, null));
    }
    JsonNode object = read(values);
    List<LogLine.Part> parts = new ArrayList<>();
    List<String> used = new ArrayList<>();
    int from = 0;
    int open = text.indexOf('{');
    while (open >= 0) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String name = text.substring(open + 1, close);
      JsonNode value = object.get(name);
      if (value == null) {
        open = text.indexOf('{', open + 1);
        continue;
      }
      if (open > from) {
        parts.add(new LogLine.Part(text.substring(from, open), null));
      }
      parts.add(new LogLine.Part(shown(value), name));
      used.add(name);
      from = close + 1;
      open = text.indexOf('{', from);
    }
    if (from < text.length()) {
      parts.add(new LogLine.Part(text.substring(from), null));
    }
    addUnused(object, used, parts);
    return parts;
  }

  private static void addUnused(JsonNode object, List<String> used, List<LogLine.Part> parts) {
    object
        .properties()
        .forEach(member -> {
          if (!used.contains(member.getKey())) {
            parts.add(new LogLine.Part(" ", null));
            parts.add(new LogLine.Part(shown(member.getValue()), member.getKey()));
          }
        });
  }

  private static JsonNode read(byte[] values) {
    try {
      return MAPPER.readTree(values);
    } catch (JacksonException e) {
      return MAPPER.createObjectNode();
    }
  }

  private static String shown(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }
}
