package dev.pinwheel.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.key.RandomValues.Bytes;
import dev.pinwheel.key.RandomValues.Handle;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Rule M3, canonical form, on random values. A failure names its seed. */
class CanonicalJsonPropertyTest {

  private static final int ROUNDS = 20_000;

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void everySpellingHasTheCanonicalFormOfTheValue() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Object value = new RandomValues(random).next(4);
      String spelling = new Spelling(random).of(value);

      byte[] canonical = CanonicalJson.canonicalize(utf8(spelling));

      assertThat(text(canonical)).as("seed %d: %s", seed, spelling).isEqualTo(expected(value));
      assertThat(CanonicalJson.canonicalize(canonical)).as("seed %d", seed).isEqualTo(canonical);
    }
  }

  @Test
  void differentValuesHaveDifferentCanonicalForms() {
    Map<String, Optional<Object>> values = new HashMap<>();
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Object value = new RandomValues(random).next(1);
      String canonical = text(CanonicalJson.canonicalize(utf8(new Spelling(random).of(value))));

      Optional<Object> other = values.putIfAbsent(canonical, Optional.ofNullable(value));

      if (other != null) {
        assertThat(Optional.ofNullable(value)).as("seed %d: %s", seed, canonical).isEqualTo(other);
      }
    }
    assertThat(values).hasSizeGreaterThan(ROUNDS / 10);
  }

  @Test
  void damagedPayloadsAreRefusedOrReadAsTheStrictestLibraryDoes() {
    int accepted = 0;
    for (int seed = 0; seed < 2 * ROUNDS; seed++) {
      Random random = new Random(seed);
      String spelling = new Spelling(random).of(new RandomValues(random).next(2));
      byte[] payload = damage(utf8(withoutTags(spelling)), random);

      Optional<InvalidValue> refusal = refusal(payload);

      if (refusal.isPresent() && isOurOwnRule(refusal.get())) {
        continue;
      }
      boolean isAccepted = refusal.isEmpty();
      assertThat(isAccepted)
          .as("seed %d: %s", seed, text(payload))
          .isEqualTo(isStrictJson(payload));
      accepted += isAccepted ? 1 : 0;
    }
    assertThat(accepted).isBetween(ROUNDS / 10, 2 * ROUNDS - ROUNDS / 10);
  }

  @Test
  void damagedTagsAreRefusedOrReadButNothingElseIsThrown() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] payload =
          damage(utf8(new Spelling(random).of(new RandomValues(random).next(2))), random);

      if (refusal(payload).isEmpty()) {
        byte[] canonical = CanonicalJson.canonicalize(payload);
        assertThat(CanonicalJson.canonicalize(canonical)).as("seed %d", seed).isEqualTo(canonical);
      }
    }
  }

  /**
   * The canonical form as docs/explanation/keys.md defines it, written from the value and not from
   * its spelling.
   */
  private static String expected(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean b -> b.toString();
      case BigDecimal number -> number(number);
      case String text -> string(text);
      case Bytes bytes -> "{\"$bytes\":\"" + bytes.base64() + "\"}";
      case Handle handle -> "{\"$execution\":\"" + handle.id() + "\"}";
      case Set<?> set -> "{\"$set\":" + array(sortedByBytes(set)) + "}";
      case List<?> list -> array(list.stream().map(e -> expected(e)).toList());
      case Map<?, ?> map -> object(map);
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static String number(BigDecimal number) {
    String digits = number.unscaledValue().toString();
    return number.scale() == 0 ? digits : digits + "e" + -number.scale();
  }

  private static String string(String text) {
    return text.chars()
        .mapToObj(c ->
            switch (c) {
              case '"' -> "\\\"";
              case '\\' -> "\\\\";
              case '\n' -> "\\n";
              default -> c < ' ' ? "\\u%04x".formatted(c) : String.valueOf((char) c);
            })
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static List<String> sortedByBytes(Set<?> set) {
    return set.stream()
        .map(e -> expected(e))
        .sorted((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)))
        .toList();
  }

  private static String array(Collection<String> elements) {
    return elements.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static String object(Map<?, ?> map) {
    Map<String, String> members = new TreeMap<>();
    map.forEach((key, value) -> {
      String name = (String) key;
      String wireName = name.startsWith("$") ? "$" + name : name;
      members.put(name, string(wireName) + ":" + expected(value));
    });
    return members.values().stream().collect(Collectors.joining(",", "{", "}"));
  }

  /** Tags are nothing special to a library, so names must not begin with a dollar sign. */
  private static String withoutTags(String spelling) {
    return spelling.replace('$', 's').replace("\\u0024", "s");
  }

  private static byte[] damage(byte[] payload, Random random) {
    byte[] damaged = payload.clone();
    int at = random.nextInt(payload.length);
    switch (random.nextInt(4)) {
      case 0 -> damaged[at] = (byte) random.nextInt(256);
      case 1 -> damaged[at] = utf8("{}[]\",:0e.-\\u ")[random.nextInt(14)];
      case 2 -> damaged = Arrays.copyOf(payload, at);
      default -> System.arraycopy(payload, at, damaged, at / 2, payload.length - at);
    }
    return damaged;
  }

  private static Optional<InvalidValue> refusal(byte[] payload) {
    try {
      CanonicalJson.canonicalize(payload);
      return Optional.empty();
    } catch (InvalidValue refused) {
      return Optional.of(refused);
    }
  }

  /** What is JSON and refused all the same; damage can bring it about. */
  private static boolean isOurOwnRule(InvalidValue refusal) {
    return refusal.problem().contains("at most 18 digits") || refusal.problem().contains("the tag");
  }

  private static boolean isStrictJson(byte[] payload) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), text)) {
        return isOneValueWithoutLoneSurrogates(parser);
      }
    } catch (CharacterCodingException | JacksonException refused) {
      return false;
    }
  }

  private static boolean isOneValueWithoutLoneSurrogates(JsonParser parser) {
    int values = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
      if (text && !StandardCharsets.UTF_8.newEncoder().canEncode(parser.getString())) {
        return false;
      }
      boolean atRoot = parser.streamReadContext().inRoot();
      values += atRoot ? 1 : 0;
    }
    return values == 1;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
