package dev.pinwheel.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of a JSON object of the protocol. Unknown ones are ignored, null counts as absent.
 * Fields that carry values of users keep the text they came as, digit by digit.
 */
final class JsonFields {

  /** Fields whose value is handed on as text, and not read here. */
  private static final Set<String> VERBATIM = Set.of("value", "values", "schema", "defaultValue");

  /** Those of {@link #VERBATIM} in which null counts as absent. */
  private static final Set<String> NULL_IS_ABSENT = Set.of("values", "schema");

  /** As {@link #VERBATIM}, for each element of a list. */
  private static final Set<String> VERBATIM_LISTS = Set.of("arguments");

  private static final int MAX_DEPTH = 1_100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Map<String, Object> values;

  private JsonFields(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Reads an object.
   *
   * @throws MalformedMessage when the text is none
   */
  static JsonFields of(String text) {
    char[] characters = text.toCharArray();
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), characters, 0, characters.length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedMessage("Expected a JSON object, found " + excerpt(text) + ".");
      }
      JsonFields fields = new JsonFields(object(parser, characters));
      if (parser.nextToken() != null) {
        throw new MalformedMessage("Expected one JSON object, found more after it.");
      }
      return fields;
    } catch (JacksonException e) {
      throw new MalformedMessage(sentence(e) + " in " + excerpt(text) + ".", e);
    }
  }

  /** The parser's own words speak of its Java options. */
  private static String sentence(JacksonException problem) {
    if (problem instanceof StreamConstraintsException) {
      return "Expected at most %d levels of nested JSON, found more,".formatted(MAX_DEPTH);
    }
    TokenStreamLocation location = problem.getLocation();
    return location == null || location.getCharOffset() < 0
        ? "Expected JSON, found something else,"
        : "Expected JSON, found something else near character %d,"
            .formatted(location.getCharOffset());
  }

  private static Map<String, Object> object(JsonParser parser, char[] characters) {
    Map<String, Object> values = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Object value;
      if (token == JsonToken.VALUE_NULL && NULL_IS_ABSENT.contains(name)) {
        continue;
      }
      if (VERBATIM.contains(name)) {
        value = verbatim(parser, characters);
      } else if (VERBATIM_LISTS.contains(name) && token == JsonToken.START_ARRAY) {
        value = verbatimList(parser, characters);
      } else {
        value = value(parser, characters);
      }
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  private static @Nullable Object value(JsonParser parser, char[] characters) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> new JsonFields(object(parser, characters));
      case START_ARRAY -> list(parser, characters);
      case VALUE_STRING -> SurrogateRepair.text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static List<@Nullable Object> list(JsonParser parser, char[] characters) {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser, characters));
    }
    return elements;
  }

  private static List<Object> verbatimList(JsonParser parser, char[] characters) {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(verbatim(parser, characters));
    }
    return elements;
  }

  private static String verbatim(JsonParser parser, char[] characters) {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
    int end = (int) parser.currentLocation().getCharOffset();
    return new String(characters, start, end - start);
  }

  /** A number as it was written; its range is checked when it is read. */
  private record Numeral(String text) {}

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return required(name, textOrNull(name));
  }

  @Nullable String textOrNull(String name) {
    return get(name, String.class, "a string");
  }

  /** The text of an object; null when it is absent. */
  @Nullable String objectTextOrNull(String name) {
    String text = textOrNull(name);
    if (text != null && !text.startsWith("{")) {
      throw new MalformedMessage("Expected an object in '%s'.".formatted(name));
    }
    return text;
  }

  long number(String name) {
    return required(name, numberOrNull(name));
  }

  @Nullable Long numberOrNull(String name) {
    Numeral numeral = get(name, Numeral.class, "a number");
    return numeral == null ? null : integer(name, numeral);
  }

  int smallNumber(String name) {
    return small(name, number(name));
  }

  List<Integer> smallNumbers(String name) {
    return required(name, list(name, Numeral.class, "a list of numbers")).stream()
        .map(numeral -> small(name, integer(name, numeral)))
        .toList();
  }

  private static int small(String name, long number) {
    if (number != (int) number) {
      throw new MalformedMessage("Expected a smaller number in '%s'.".formatted(name));
    }
    return (int) number;
  }

  private static long integer(String name, Numeral numeral) {
    try {
      return Long.parseLong(numeral.text());
    } catch (NumberFormatException e) {
      throw new MalformedMessage(
          "Expected an integer in '%s', found %s.".formatted(name, excerpt(numeral.text())), e);
    }
  }

  double fraction(String name) {
    return Double.parseDouble(required(name, get(name, Numeral.class, "a number")).text());
  }

  boolean flag(String name) {
    return required(name, get(name, Boolean.class, "true or false"));
  }

  JsonFields object(String name) {
    return required(name, objectOrNull(name));
  }

  @Nullable JsonFields objectOrNull(String name) {
    return get(name, JsonFields.class, "an object");
  }

  List<String> texts(String name) {
    return required(name, textsOrNull(name));
  }

  @Nullable List<String> textsOrNull(String name) {
    return list(name, String.class, "a list of strings");
  }

  List<JsonFields> objects(String name) {
    return required(name, list(name, JsonFields.class, "a list of objects"));
  }

  private <V> @Nullable List<V> list(String name, Class<V> type, String expected) {
    List<?> elements = get(name, List.class, expected);
    if (elements == null) {
      return null;
    }
    List<V> typed = new ArrayList<>(elements.size());
    for (Object element : elements) {
      if (element == null) {
        throw new MalformedMessage("Expected no null in '%s', found one.".formatted(name));
      }
      if (!type.isInstance(element)) {
        throw new MalformedMessage("Expected %s in '%s'.".formatted(expected, name));
      }
      typed.add(type.cast(element));
    }
    return typed;
  }

  private <V> @Nullable V get(String name, Class<V> type, String expected) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new MalformedMessage("Expected %s in '%s'.".formatted(expected, name));
    }
    return type.cast(value);
  }

  private <V> V required(String name, @Nullable V value) {
    if (value == null) {
      String message = values.get("type") instanceof String type ? " of " + excerpt(type) : "";
      throw new MalformedMessage("Expected the field '%s'%s.".formatted(name, message));
    }
    return value;
  }

  /** The beginning of a text, in quotes. */
  static String excerpt(String text) {
    int limit = 60;
    return "'" + (text.length() <= limit ? text : text.substring(0, limit) + "…") + "'";
  }
}
