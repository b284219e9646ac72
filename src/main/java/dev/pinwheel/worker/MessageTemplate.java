package dev.pinwheel.worker;

import dev.pinwheel.worker.values.ValueCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/**
 * A message template with its values by name.
 *
 * @param values a JSON object
 */
record MessageTemplate(String text, String values) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([\\p{L}_][\\p{L}\\p{N}_.-]*)}");
  private static final int MAX_VALUE = 8_192;

  /** Gives the values to the placeholders in order; surplus ones are appended to the text. */
  static MessageTemplate of(String template, @Nullable Object[] values) {
    if (values.length == 0) {
      return new MessageTemplate(template, "{}");
    }
    Map<String, String> named = new LinkedHashMap<>();
    Matcher matcher = PLACEHOLDER.matcher(template);
    int used = 0;
    while (matcher.find() && used < values.length) {
      if (!named.containsKey(matcher.group(1))) {
        named.put(matcher.group(1), json(values[used++]));
      }
    }
    String text = template;
    if (used < values.length) {
      text += " " + Arrays.toString(Arrays.copyOfRange(values, used, values.length));
    }
    StringJoiner object = new StringJoiner(",", "{", "}");
    named.forEach((name, json) -> object.add(StringNode.valueOf(name) + ":" + json));
    return new MessageTemplate(text, object.toString());
  }

  private static String json(@Nullable Object value) {
    String json;
    try {
      json = ValueCodec.ANY.write(value instanceof Throwable t ? t.toString() : value);
    } catch (RuntimeException e) {
      json = text(String.valueOf(value));
    }
    return json.length() <= MAX_VALUE ? json : text(json.substring(0, MAX_VALUE) + "…");
  }

  private static String text(String value) {
    return StringNode.valueOf(value).toString();
  }
}
