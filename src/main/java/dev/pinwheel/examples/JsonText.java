package dev.pinwheel.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of the examples' files, because the examples use nothing but the SDK. Objects
 * become maps, arrays lists, numbers doubles; modules of one's own would use a library.
 */
final class JsonText {

  private final String file;
  private final String text;
  private int at;

  JsonText(String file, String text) {
    this.file = file;
    this.text = text;
  }

  Object parse() {
    Object value = value();
    skipSpace();
    if (at < text.length()) {
      throw unexpected("the end of the file");
    }
    return value;
  }

  private Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    skipSpace();
    while (peek() != '}') {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      members.put(name, value());
      separator('}');
    }
    expect('}');
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    expect('[');
    skipSpace();
    while (peek() != ']') {
      elements.add(value());
      separator(']');
    }
    expect(']');
    return elements;
  }

  private void separator(char end) {
    skipSpace();
    if (peek() != end) {
      expect(',');
      skipSpace();
    }
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return string.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected(word);
    }
    at += word.length();
    return value;
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(start, at));
    } catch (NumberFormatException e) {
      at = start;
      throw unexpected("a value");
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw unexpected("more");
    }
    return text.charAt(at);
  }

  private void expect(char expected) {
    if (peek() != expected) {
      throw unexpected("'" + expected + "'");
    }
    at++;
  }

  private IllegalStateException unexpected(String expected) {
    long line =
        1 + text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new IllegalStateException(
        "Expected %s in line %d of %s, found %s.".formatted(expected, line, file, found));
  }
}
