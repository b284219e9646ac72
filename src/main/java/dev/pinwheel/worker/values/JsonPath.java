package dev.pinwheel.worker.values;

import java.util.List;
import tools.jackson.core.JacksonException;

/** Paths as messages show them: {@code $.orders[3].amount}. */
final class JsonPath {

  private JsonPath() {}

  /** The step into a member of an object; nothing for a tag, which people do not see. */
  static String member(String name) {
    if (name.equals(JsonTags.SET)
        || name.equals(JsonTags.BYTES)
        || name.equals(JsonTags.EXECUTION)) {
      return "";
    }
    String plain = name.startsWith("$$") ? name.substring(1) : name;
    boolean simple = !plain.isEmpty();
    for (int i = 0; i < plain.length() && simple; i++) {
      simple = Character.isJavaIdentifierPart(plain.charAt(i));
    }
    return simple ? "." + plain : "[\"" + plain.replace("\"", "\\\"") + "\"]";
  }

  /** The path that Jackson collected while it was reading. */
  static String of(List<JacksonException.Reference> references) {
    StringBuilder path = new StringBuilder("$");
    for (JacksonException.Reference reference : references) {
      if (reference.getPropertyName() != null) {
        path.append(member(reference.getPropertyName()));
      } else if (reference.getIndex() >= 0) {
        path.append('[').append(reference.getIndex()).append(']');
      }
    }
    return path.toString();
  }
}
