package dev.pinwheel.key;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The arguments of a call in one line, as people tell calls apart: {@code userId "u1", month 3}.
 *
 * <p>Arguments of the memo key come first. A text is quoted, an object shows its first member, a
 * list or set its first values and their number where it cannot be counted ({@code ["u1", "u2", …
 * (96)]}), one of objects or lists only its length ({@code [96]}), a handle the execution it refers
 * to, and a large value its size. What could hide or reorder other characters is escaped. A line
 * has at most {@value #LENGTH} characters; a longer one loses its middle. A quotation mark or
 * backslash of a text or a name stands behind a backslash. Pure and thread-safe.
 */
public final class ArgumentLine {

  /** The length of the longest line in characters (UTF-16 code units). */
  public static final int LENGTH = 120;

  /** One value takes at most so many characters when there are others. */
  private static final int VALUE_LENGTH = 60;

  /** Of a larger value only the size is shown, without reading it. */
  private static final int LARGEST_READ = 64 * 1024;

  private static final String ELLIPSIS = "…";

  /** Emoji and several scripts need them within a word. */
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(CanonicalJson.MAX_DEPTH + 1)
                  .maxNumberLength(LARGEST_READ)
                  .maxNameLength(LARGEST_READ)
                  .build())
          .build();

  private ArgumentLine() {}

  /**
   * The line.
   *
   * @param parameters their names, in the order of the values
   * @param values valid payload JSON, one for each parameter
   * @param key the names of the parameters in the memo key, in any order; empty for none
   */
  public static String of(List<String> parameters, List<byte[]> values, List<String> key) {
    List<String> first = new ArrayList<>();
    List<String> others = new ArrayList<>();
    int longest = values.size() == 1 ? LENGTH : VALUE_LENGTH;
    for (int i = 0; i < values.size(); i++) {
      String name = i < parameters.size() ? parameters.get(i) : Integer.toString(i + 1);
      int room = Math.min(longest, LENGTH - name.length() - 1);
      String part = escaped(name) + " " + middle(value(values.get(i), room), longest);
      (key.contains(name) ? first : others).add(part);
    }
    first.addAll(others);
    return middle(String.join(", ", first), LENGTH);
  }

  /**
   * The text without its middle, when it is longer than so many characters. What people see as one
   * character stays in one piece.
   */
  private static String middle(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int head = (length - ELLIPSIS.length() + 1) / 2;
    int tail = length - ELLIPSIS.length() - head;
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return text.substring(0, characters.preceding(head + 1))
        + ELLIPSIS
        + text.substring(characters.following(text.length() - tail - 1));
  }

  private static String value(byte[] json, int longest) {
    if (json.length > LARGEST_READ) {
      return size(json.length);
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      return value(parser, longest);
    }
  }

  /**
   * The value at the current token, which is read to its end.
   *
   * @param longest the most characters of a list; 0 within an object
   */
  private static String value(JsonParser parser, int longest) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> '"' + escaped(parser.getString()) + '"';
      case START_ARRAY -> list(parser, longest);
      case START_OBJECT -> object(parser, longest);
      default -> parser.getString();
    };
  }

  private static String object(JsonParser parser, int longest) {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return "{}";
    }
    String name = parser.currentName();
    parser.nextToken();
    String tagged = tagged(parser, name, longest);
    if (tagged != null) {
      skipToEnd(parser);
      return tagged;
    }
    String written = name.startsWith("$$") ? name.substring(1) : name;
    boolean outermost = longest > 0;
    String first;
    if (outermost) {
      first = escaped(written) + " " + middle(value(parser, 0), VALUE_LENGTH / 2);
    } else {
      first = ELLIPSIS;
      parser.skipChildren();
    }
    boolean more = parser.nextToken() != JsonToken.END_OBJECT;
    skipToEnd(parser);
    return "{" + first + (more && outermost ? ", " + ELLIPSIS : "") + "}";
  }

  /** What a tagged object stands for, at its only value; null for any other object. */
  private static @Nullable String tagged(JsonParser parser, String name, int longest) {
    return switch (name) {
      case TaggedText.EXECUTION -> "→ " + parser.getString();
      case TaggedText.BYTES -> size(decodedLength(parser.getString()));
      case TaggedText.SET -> list(parser, longest);
      default -> null;
    };
  }

  private static void skipToEnd(JsonParser parser) {
    while (parser.currentToken() != JsonToken.END_OBJECT) {
      parser.skipChildren();
      parser.nextToken();
    }
  }

  private static String list(JsonParser parser, int longest) {
    ListLine list = new ListLine(longest);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (list.isFull()) {
        parser.skipChildren();
        list.add(null);
      } else {
        list.add(listed(parser, list.longestValue()));
      }
    }
    return list.text();
  }

  /** A value of a list at the current token; null for an object, a list or a set. */
  private static @Nullable String listed(JsonParser parser, int longest) {
    switch (parser.currentToken()) {
      case START_ARRAY -> {
        parser.skipChildren();
        return null;
      }
      case START_OBJECT -> {
        boolean empty = parser.nextToken() == JsonToken.END_OBJECT;
        String name = empty ? "" : parser.currentName();
        if (!empty) {
          parser.nextToken();
        }
        boolean shown = name.equals(TaggedText.EXECUTION) || name.equals(TaggedText.BYTES);
        String value = shown ? tagged(parser, name, 0) : null;
        skipToEnd(parser);
        return value;
      }
      default -> {
        return middle(value(parser, 0), longest);
      }
    }
  }

  private static int decodedLength(String base64) {
    int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return base64.length() / 4 * 3 - padding;
  }

  /** {@code 512 B}, {@code 4.2 kB}, {@code 12 MB}. */
  private static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    do {
      amount /= 1000;
      unit++;
    } while (amount >= 999.5 && unit < 2);
    String number = String.format(Locale.ROOT, amount < 9.95 ? "%.1f" : "%.0f", amount);
    return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number)
        + List.of(" kB", " MB", " GB").get(unit);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder line, int c) {
    switch (c) {
      case '"', '\\' -> line.append('\\').append((char) c);
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isHidden(c)) {
          line.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
          line.appendCodePoint(c);
        }
      }
    }
  }

  /** Control and format characters, those that reorder text among them, and other spaces. */
  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
      default -> false;
    };
  }
}
