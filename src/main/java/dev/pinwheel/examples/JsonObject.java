package dev.pinwheel.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from a file that a person edits: messages name the file, the place and what was
 * expected.
 */
final class JsonObject {

  private final String place;
  private final Map<String, Object> members;

  private JsonObject(String place, Map<String, Object> members) {
    this.place = place;
    this.members = new LinkedHashMap<>(members);
  }

  static JsonObject parse(String file, String text) {
    Object value = new JsonText(file, text).parse();
    return cast(file, value);
  }

  Set<String> names() {
    return members.keySet();
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  JsonObject object(String name) {
    return cast(place + ", " + name, members.get(name));
  }

  String text(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw unexpected(name, "a text");
  }

  int number(String name) {
    if (members.get(name) instanceof Double number && number == Math.rint(number)) {
      return number.intValue();
    }
    throw unexpected(name, "a whole number");
  }

  List<String> texts(String name) {
    if (members.get(name) instanceof List<?> list
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw unexpected(name, "a list of texts");
  }

  @SuppressWarnings("unchecked") // the parser makes no other maps
  private static JsonObject cast(String place, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject(place, (Map<String, Object>) map);
    }
    throw new IllegalStateException("Expected an object in " + place + ", found " + value + ".");
  }

  private IllegalStateException unexpected(String name, String expected) {
    return new IllegalStateException(
        "Expected %s as \"%s\" in %s, found %s."
            .formatted(expected, name, place, has(name) ? members.get(name) : "nothing"));
  }
}
