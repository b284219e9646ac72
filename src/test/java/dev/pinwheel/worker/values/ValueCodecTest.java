package dev.pinwheel.worker.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

class ValueCodecTest {

  enum Colour {
    RED {
      @Override
      public String toString() {
        return "a warm red";
      }
    },
    BLUE
  }

  record Line(String item, BigDecimal price, Optional<String> note) {}

  record Order(UUID id, LocalDate day, List<Line> lines, Map<Colour, Integer> counts) {}

  record Odd(Object $bytes, Map<String, Object> rest) {}

  static class Plain {
    public String name = "";
    private int age;

    public int getAge() {
      return age;
    }

    public void setAge(int age) {
      this.age = age;
    }
  }

  static class Node {
    public String name = "";
    public List<Node> next = new ArrayList<>();
  }

  static class Moody {
    public String getMood() {
      throw new IllegalStateException("not now");
    }
  }

  static Stream<Arguments> roundTrips() {
    return Stream.of(
        arguments(new TypeReference<String>() {}, "a \"b\" 🎈", "\"a \\\"b\\\" 🎈\""),
        arguments(new TypeReference<Integer>() {}, 7, "7"),
        arguments(new TypeReference<Long>() {}, 9007199254740993L, "9007199254740993"),
        arguments(new TypeReference<Boolean>() {}, true, "true"),
        arguments(new TypeReference<Double>() {}, 0.1, "0.1"),
        arguments(
            new TypeReference<BigInteger>() {},
            new BigInteger("123456789012345678901234567890"),
            "123456789012345678901234567890"),
        arguments(new TypeReference<BigDecimal>() {}, new BigDecimal("1.10"), "1.10"),
        arguments(
            new TypeReference<BigDecimal>() {},
            new BigDecimal("0.1000000000000000055511151231257827"),
            "0.1000000000000000055511151231257827"),
        arguments(new TypeReference<Colour>() {}, Colour.RED, "\"RED\""),
        arguments(new TypeReference<DayOfWeek>() {}, DayOfWeek.MONDAY, "\"MONDAY\""),
        arguments(new TypeReference<LocalDate>() {}, LocalDate.of(2026, 2, 28), "\"2026-02-28\""),
        arguments(
            new TypeReference<LocalDateTime>() {},
            LocalDateTime.of(2026, 2, 28, 1, 2, 3, 4),
            "\"2026-02-28T01:02:03.000000004\""),
        arguments(
            new TypeReference<Instant>() {},
            Instant.ofEpochSecond(1, 5),
            "\"1970-01-01T00:00:01.000000005Z\""),
        arguments(
            new TypeReference<OffsetDateTime>() {},
            OffsetDateTime.parse("2026-02-28T01:02:03+05:30"),
            "\"2026-02-28T01:02:03+05:30\""),
        arguments(
            new TypeReference<ZonedDateTime>() {},
            ZonedDateTime.parse("2026-02-28T01:02:03+01:00[Europe/Berlin]"),
            "\"2026-02-28T01:02:03+01:00[Europe/Berlin]\""),
        arguments(new TypeReference<Duration>() {}, Duration.ofMillis(90_500), "\"PT1M30.5S\""),
        arguments(new TypeReference<YearMonth>() {}, YearMonth.of(2026, 2), "\"2026-02\""),
        arguments(
            new TypeReference<List<Line>>() {},
            List.of(
                new Line("tea", new BigDecimal("3.50"), Optional.of("green")),
                new Line("milk", BigDecimal.ONE, Optional.empty())),
            "[{\"item\":\"tea\",\"price\":3.50,\"note\":\"green\"},{\"item\":\"milk\",\"price\":1,\"note\":null}]"),
        arguments(
            new TypeReference<Order>() {},
            new Order(new UUID(1, 2), LocalDate.EPOCH, List.of(), Map.of(Colour.BLUE, 2)),
            "{\"id\":\"00000000-0000-0001-0000-000000000002\",\"day\":\"1970-01-01\",\"lines\":[],\"counts\":{\"BLUE\":2}}"),
        arguments(new TypeReference<Set<Integer>>() {}, Set.of(3), "{\"$set\":[3]}"),
        arguments(
            new TypeReference<Map<String, Set<String>>>() {},
            Map.of("a", Set.of("x")),
            "{\"a\":{\"$set\":[\"x\"]}}"),
        arguments(
            new TypeReference<Set<List<Set<String>>>>() {},
            Set.of(List.of(Set.of("x"))),
            "{\"$set\":[[{\"$set\":[\"x\"]}]]}"),
        arguments(
            new TypeReference<Map<String, String>>() {},
            Map.of("$set", "mine"),
            "{\"$$set\":\"mine\"}"),
        arguments(
            new TypeReference<Map<String, String>>() {},
            Map.of("$$x", "mine"),
            "{\"$$$x\":\"mine\"}"),
        arguments(new TypeReference<Optional<Integer>>() {}, Optional.of(4), "4"),
        arguments(
            new TypeReference<Object>() {}, Map.of("n", new BigDecimal("1.50")), "{\"n\":1.50}"),
        arguments(
            new TypeReference<Object>() {},
            List.of(Map.of("$set", 1), Set.of("a")),
            "[{\"$$set\":1},{\"$set\":[\"a\"]}]"),
        arguments(
            new TypeReference<Odd>() {},
            new Odd("text", Map.of("$execution", "x")),
            "{\"$$bytes\":\"text\",\"rest\":{\"$$execution\":\"x\"}}"));
  }

  @ParameterizedTest
  @MethodSource("roundTrips")
  void valuesSurviveTheRoundTrip(TypeReference<?> type, Object value, String json) {
    ValueCodec codec = ValueCodec.of(type.getType());

    assertThat(codec.write(value)).isEqualTo(json);
    assertThat(codec.read(json)).isEqualTo(value);
  }

  @Test
  void bytesAreTaggedAndComeBack() {
    byte[] bytes = {0, -1, 127};
    ValueCodec codec = ValueCodec.of(byte[].class);

    assertThat(codec.write(bytes)).isEqualTo("{\"$bytes\":\"AP9/\"}");
    assertThat((byte[]) codec.read("{\"$bytes\":\"AP9/\"}")).isEqualTo(bytes);
    assertThat((byte[]) ValueCodec.ANY.read("{\"$bytes\":\"AP9/\"}")).isEqualTo(bytes);
  }

  @Test
  void formsThatPeopleTypeAreReadToo() {
    assertThat((byte[]) ValueCodec.of(byte[].class).read("\"AP9/\"")).hasSize(3);
    assertThat(ValueCodec.of(new TypeReference<Set<Integer>>() {}.getType()).read("[3,3]"))
        .isEqualTo(Set.of(3));
    assertThat(ValueCodec.of(Colour.class).read("\"BLUE\"")).isEqualTo(Colour.BLUE);
    assertThat(ValueCodec.of(String.class).read("\"\\u0024\"")).isEqualTo("$");
  }

  @Test
  void tagSpelledWithAnEscapeIsStillATag() {
    assertThat(ValueCodec.ANY.read("{\"\\u0024set\":[1]}")).isEqualTo(Set.of(1));
  }

  @Test
  void handleIsTaggedByTheIdOfItsExecution() {
    ValueCodec codec =
        ValueCodec.of(new TypeReference<List<dev.pinwheel.sdk.Execution<String>>>() {}.getType());
    RemoteExecution<String> handle =
        new RemoteExecution<>("R7K2:3:1", ValueCodec.of(String.class)::read);

    assertThat(codec.write(List.of(handle))).isEqualTo("[{\"$execution\":\"R7K2:3:1\"}]");
    assertThat(codec.read("[{\"$execution\":\"R7K2:3:1\"}]")).isEqualTo(List.of(handle));
  }

  @Test
  void classesWithPropertiesTravelToo() {
    Plain plain = new Plain();
    plain.name = "Ada";
    plain.setAge(36);

    Object back = ValueCodec.of(Plain.class).read(ValueCodec.of(Plain.class).write(plain));

    assertThat(back).usingRecursiveComparison().isEqualTo(plain);
  }

  static Stream<Arguments> unserialisable() {
    Node cycle = new Node();
    Node inner = new Node();
    cycle.next.add(new Node());
    cycle.next.add(inner);
    inner.next.add(cycle);
    List<Object> selfContaining = new ArrayList<>();
    selfContaining.add(Map.of("deep", selfContaining));
    Map<String, Object> streams = new LinkedHashMap<>();
    streams.put("ok", 1);
    streams.put("my stream", new ByteArrayInputStream(new byte[0]));
    Node chain = new Node();
    for (int i = 0; i < 2000; i++) {
      Node outer = new Node();
      outer.next.add(chain);
      chain = outer;
    }
    return Stream.of(
        arguments(cycle, "$.next[1].next[0]", "contains itself"),
        arguments(selfContaining, "$[0].deep", "contains itself"),
        arguments(streams, "$[\"my stream\"]", "java.io.ByteArrayInputStream"),
        arguments(
            Map.of("threads", List.of(1, Thread.currentThread())),
            "$.threads[1]",
            "java.lang.Thread"),
        arguments(List.of((Runnable) () -> {}), "$[0]", "lambda"),
        arguments(List.of(new Object()), "$[0]", "java.lang.Object"),
        arguments(new Moody(), "$.mood", "not now"),
        arguments(Map.of("x", Arrays.asList(1.0, Double.NaN)), "$.x[1]", "NaN"),
        arguments(new double[] {1, Double.POSITIVE_INFINITY}, "$[1]", "Infinity"),
        arguments(Map.of("f", Float.NEGATIVE_INFINITY), "$.f", "-Infinity"),
        arguments(Map.of("a", "x\ud83d"), "$.a", "\\ud83d"),
        arguments(Map.of("a\udc00", 1), "$", "\\udc00"),
        arguments(Set.of(Set.of(Double.NaN)), "$[0][0]", "NaN"),
        arguments(chain, "$.next[0].next[0]", "depth"));
  }

  @ParameterizedTest
  @MethodSource("unserialisable")
  void whatHasNoFormFailsWithThePathToIt(Object value, String path, String reason) {
    assertThatThrownBy(() -> ValueCodec.ANY.write(value))
        .isInstanceOf(UnserialisableValue.class)
        .hasMessageStartingWith("At " + path)
        .hasMessageContaining(reason);
  }

  @Test
  void sharedButNotCyclicPartsAreFine() {
    List<Integer> shared = List.of(1);

    assertThat(ValueCodec.ANY.write(List.of(shared, shared))).isEqualTo("[[1],[1]]");
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        arguments(int.class, "\"abc\"", "int"),
        arguments(int.class, "null", "int"),
        arguments(int.class, "1.5", "int"),
        arguments(String.class, "12", "String"),
        arguments(Colour.class, "\"GREEN\"", "Colour"),
        arguments(Colour.class, "0", "Colour"),
        arguments(LocalDate.class, "\"2026-02-30\"", "LocalDate"),
        arguments(Line.class, "{\"item\":\"a\",\"price\":\"many\"}", "at $.price"),
        arguments(new TypeReference<List<Line>>() {}.getType(), "[{\"item\":[]}]", "at $[0].item"),
        arguments(String.class, "{", "String"),
        arguments(String.class, "\"a\" 1", "String"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatDoesNotFitTheDeclaredTypeIsToldWithThePath(
      java.lang.reflect.Type type, String json, String expected) {
    assertThatThrownBy(() -> ValueCodec.of(type).read(json))
        .isInstanceOf(UnreadableValue.class)
        .hasMessageContaining(expected);
  }

  @Test
  void nullIsAnEmptyOptional() {
    ValueCodec codec = ValueCodec.of(new TypeReference<Optional<Instant>>() {}.getType());

    assertThat(codec.write(Optional.empty())).isEqualTo("null");
    assertThat(codec.read("null")).isEqualTo(Optional.empty());
  }

  @Test
  void voidIsNull() {
    assertThat(ValueCodec.of(void.class).write(null)).isEqualTo("null");
    assertThat(ValueCodec.of(void.class).read("17")).isNull();
  }
}
