package dev.pinwheel.query.view;

import dev.pinwheel.key.CanonicalHandle;
import dev.pinwheel.key.CanonicalJson;
import dev.pinwheel.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as a tree of canonical forms: equal values have equal texts. Bytes, sets and handles
 * are leaves. Immutable.
 */
final class JsonTree {

  private final String text;
  private final Map<String, JsonTree> members;
  private final List<JsonTree> elements;

  private JsonTree(String text, Map<String, JsonTree> members, List<JsonTree> elements) {
    this.text = text;
    this.members = members;
    this.elements = elements;
  }

  /** The tree of a stored value. */
  static JsonTree of(Json value) {
    return new Parser(new String(CanonicalJson.canonicalize(value.utf8()), StandardCharsets.UTF_8))
        .value();
  }

  /** In canonical form. */
  String text() {
    return text;
  }

  /** Whether it is an object, empty or not. */
  boolean isObject() {
    return text.startsWith("{") && !isTagged();
  }

  boolean isArray() {
    return text.startsWith("[");
  }

  /** Whether it is a handle to an execution. */
  boolean isHandle() {
    return text.startsWith(CanonicalHandle.OPENING);
  }

  /** The id that a handle names. */
  String handle() {
    return text.substring(
        CanonicalHandle.OPENING.length(), text.indexOf('"', CanonicalHandle.OPENING.length()));
  }

  boolean isString() {
    return text.startsWith("\"");
  }

  /** By name as in the value, without quotes. */
  Map<String, JsonTree> members() {
    return members;
  }

  List<JsonTree> elements() {
    return elements;
  }

  private boolean isTagged() {
    return text.startsWith("{\"$") && !text.startsWith("{\"$$");
  }

  private static final class Parser {

    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    JsonTree value() {
      int start = at;
      Map<String, JsonTree> members = Map.of();
      List<JsonTree> elements = List.of();
      switch (text.charAt(at)) {
        case '{' -> members = object();
        case '[' -> elements = array();
        case '"' -> string();
        default -> scalar();
      }
      return new JsonTree(text.substring(start, at), members, elements);
    }

    private Map<String, JsonTree> object() {
      Map<String, JsonTree> members = new LinkedHashMap<>();
      at++;
      while (text.charAt(at) != '}') {
        int start = at;
        string();
        String name = name(text.substring(start + 1, at - 1));
        at++;
        members.put(name, value());
        skipComma();
      }
      at++;
      return members;
    }

    private List<JsonTree> array() {
      List<JsonTree> elements = new ArrayList<>();
      at++;
      while (text.charAt(at) != ']') {
        elements.add(value());
        skipComma();
      }
      at++;
      return elements;
    }

    private void skipComma() {
      if (text.charAt(at) == ',') {
        at++;
      }
    }

    private void string() {
      at++;
      while (text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      at++;
    }

    private void scalar() {
      while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
        at++;
      }
    }

    /** A name that begins with {@code $} is written with one more. */
    private static String name(String written) {
      return written.startsWith("$$") ? written.substring(1) : written;
    }
  }
}
