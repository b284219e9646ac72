package dev.pinwheel.key;

import dev.pinwheel.key.RandomValues.Bytes;
import dev.pinwheel.key.RandomValues.Handle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a value as payload JSON in one of its many spellings. */
final class Spelling {

  private final Random random;

  Spelling(Random random) {
    this.random = random;
  }

  String of(@Nullable Object value) {
    return space()
        + switch (value) {
          case null -> "null";
          case Boolean b -> b.toString();
          case BigDecimal number -> number(number);
          case String text -> string(text);
          case Bytes bytes -> tagged("$bytes", string(bytes.base64()));
          case Handle handle -> tagged("$execution", string(handle.id()));
          case Set<?> set -> tagged("$set", array(withRepetitions(set)));
          case List<?> list -> array(list);
          case Map<?, ?> map -> object(map);
          default -> throw new IllegalArgumentException(value.toString());
        }
        + space();
  }

  private String space() {
    return random.nextInt(4) > 0 ? "" : List.of(" ", "\t", "\n\r", "  ").get(random.nextInt(4));
  }

  private String number(BigDecimal number) {
    if (number.signum() == 0) {
      return List.of("0", "-0", "0.00", "0e7", "-0.0E-3").get(random.nextInt(5));
    }
    int zeros = random.nextInt(4);
    BigDecimal padded = number.setScale(number.scale() + zeros);
    String exponent = (padded.scale() < 0 && random.nextBoolean() ? "+" : "") + -padded.scale();
    return switch (random.nextInt(3)) {
      case 0 -> padded.toPlainString();
      case 1 -> padded.unscaledValue() + (random.nextBoolean() ? "e" : "E") + exponent;
      default -> padded.toString();
    };
  }

  private String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean mustEscape = c < ' ' || c == '"' || c == '\\';
      if (mustEscape || (!Character.isSurrogate(c) && random.nextInt(4) == 0)) {
        json.append(escape(c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private String escape(char c) {
    int shortForm = "\"\\/\b\t\n\f\r".indexOf(c);
    if (shortForm >= 0 && random.nextBoolean()) {
      return "\\" + "\"\\/btnfr".charAt(shortForm);
    }
    return (random.nextBoolean() ? "\\u%04x" : "\\u%04X").formatted((int) c);
  }

  private String tagged(String tag, String value) {
    return "{" + space() + string(tag) + space() + ":" + space() + value + space() + "}";
  }

  private List<?> withRepetitions(Collection<?> set) {
    List<Object> elements = new ArrayList<>(set);
    for (Object element : set) {
      if (random.nextInt(3) == 0) {
        elements.add(element);
      }
    }
    Collections.shuffle(elements, random);
    return elements;
  }

  private String array(List<?> list) {
    return "[" + space() + String.join(",", list.stream().map(this::of).toList()) + "]";
  }

  private String object(Map<?, ?> map) {
    List<String> members = new ArrayList<>();
    map.forEach((name, value) -> members.add(member((String) name, value)));
    Collections.shuffle(members, random);
    return "{" + String.join(",", members) + "}";
  }

  private String member(String name, @Nullable Object value) {
    String wireName = name.startsWith("$") ? "$" + name : name;
    return space() + string(wireName) + space() + ":" + of(value);
  }
}
