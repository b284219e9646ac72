package dev.pinwheel.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.key.ArgumentLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table argument-lines.json; {@code argument-text.test.ts} reads its cuts as well. */
class ArgumentLinesTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void argumentsInOneLine(String what, JsonNode row) {
    List<byte[]> values =
        row.path("values")
            .valueStream()
            .map(value -> value.toString().getBytes(StandardCharsets.UTF_8))
            .toList();

    String line = ArgumentLine.of(texts(row.path("parameters")), values, texts(row.path("key")));

    assertThat(line).as(what).isEqualTo(row.path("line").asString());
    assertThat(ArgumentText.plain(line)).as(what).isEqualTo(row.path("plain").asString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cuts")
  void linesAreCutInTheMiddle(String text, JsonNode row) {
    assertThat(ArgumentText.cut(text, row.path("columns").asInt()))
        .isEqualTo(row.path("cut").asString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lineCuts")
  void theFirstArgumentsOfALineStay(String line, JsonNode row) {
    assertThat(ArgumentText.plain(line)).isEqualTo(row.path("plain").asString());
    assertThat(ArgumentText.valuesBeyond(line, 0)).isEqualTo(row.path("values").asString(null));
    assertThat(ArgumentText.cutLine(line, row.path("columns").asInt()))
        .isEqualTo(row.path("cut").asString());
  }

  @Test
  void longestLineFitsTheColumn() {
    String snow = "\"" + "\uD835\uDC00".repeat(300) + "\"";
    List<String> names = List.of("first", "second", "third");

    String line = ArgumentLine.of(names, values(snow, snow, snow), List.of());

    assertThat(line.length()).isBetween(ArgumentLine.LENGTH - 2, ArgumentLine.LENGTH);
    assertThat(line).startsWith("first \"").contains("…").endsWith("\"");
    assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .as("no half of a pair")
        .isEqualTo(line);
  }

  @Test
  void joinedCharactersOfLongTextsStayWhole() {
    String coder = "\uD83D\uDC69\u200D\uD83D\uDCBB";
    String flag = "\uD83C\uDDE9\uD83C\uDDEA";
    String accented = "e\u0301";

    for (String whole : List.of(coder, flag, accented)) {
      for (int before = 0; before < 5; before++) {
        String text = "\"" + "x".repeat(before) + whole.repeat(100) + "\"";

        String line = ArgumentLine.of(List.of("a"), values(text), List.of());

        assertThat(line.length()).isBetween(ArgumentLine.LENGTH - 8, ArgumentLine.LENGTH);
        assertThat(line.replace(whole, "")).isEqualTo("a \"" + "x".repeat(before) + "…\"");
      }
    }
  }

  @Test
  void onlyArgumentMayFillTheLineWhileOthersShareIt() {
    String text = "\"" + "x".repeat(90) + "\"";

    assertThat(ArgumentLine.of(List.of("a"), values(text), List.of())).hasSize(94);
    assertThat(ArgumentLine.of(List.of("a", "b"), values(text, "1"), List.of()))
        .hasSize(2 + 60 + 2 + 3)
        .endsWith(", b 1");
  }

  @Test
  void largeValueTellsItsSizeWithoutBeingRead() {
    byte[] large = new byte[4_200_000];
    Arrays.fill(large, (byte) '[');

    assertThat(ArgumentLine.of(List.of("image"), List.of(large), List.of()))
        .isEqualTo("image 4.2 MB");
  }

  @Test
  void deepestValueIsRead() {
    String deep = "[".repeat(500) + "]".repeat(500);

    assertThat(ArgumentLine.of(List.of("a"), values(deep), List.of())).isEqualTo("a [1]");
  }

  @Test
  void sharedArgumentsAreThoseOfAllLines() {
    assertThat(
            ArgumentText.shared(
                List.of(
                    "year 2024, month 1, city \"Ulm, Old\", at {x 1, …}",
                    "year 2024, month 2, city \"Ulm, Old\", at {x 1, …}")))
        .isEqualTo("year 2024, city \"Ulm, Old\", at {x 1, …}");
    assertThat(ArgumentText.shared(Arrays.asList("month 1", null))).isEmpty();
    assertThat(ArgumentText.shared(List.of())).isEmpty();
  }

  @Test
  void callNamesTargetAndArguments() {
    assertThat(ArgumentText.call("welcome", "userId \"u1\"")).isEqualTo("welcome(userId \"u1\")");
    assertThat(ArgumentText.call("welcome", "")).isEqualTo("welcome()");
    assertThat(ArgumentText.call("welcome", null)).isEqualTo("welcome");
  }

  private static List<byte[]> values(String... json) {
    return Stream.of(json).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  static Stream<Object[]> lines() {
    return rows("lines", "what");
  }

  static Stream<Object[]> cuts() {
    return rows("cuts", "text");
  }

  static Stream<Object[]> lineCuts() {
    return rows("lineCuts", "line");
  }

  private static Stream<Object[]> rows(String table, String name) {
    try (InputStream json =
        Objects.requireNonNull(
            ArgumentLinesTest.class.getResourceAsStream("/argument-lines.json"))) {
      JsonNode tables = new JsonMapper().readTree(json);
      return tables
          .path(table)
          .valueStream()
          .map(row -> new Object[] {row.path(name).asString(), row});
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void textsThatDifferWithinCharactersKeepThemWhole() {
    String coder = "\uD83D\uDC69\u200D\uD83D\uDCBB";
    String teacher = "\uD83D\uDC69\u200D\uD83C\uDFEB";

    assertThat(ArgumentText.cutBoth(coder.repeat(20), coder.repeat(19) + teacher, 30))
        .containsExactly("…" + coder.repeat(9), "…" + coder.repeat(8) + teacher);
  }

  /** What differs is in sight, also behind a long common path. */
  @Test
  void twoTextsAreCutWhereTheyAreAlike() {
    assertThat(ArgumentText.cutBoth("rain", "snow", 10)).containsExactly("rain", "snow");
    assertThat(
            ArgumentText.cutBoth(
                "target/examples/outbox/0002-email-u1.txt",
                "target/examples/outbox/0137-email-u1.txt",
                30))
        .containsExactly("…outbox/0002-email-u1.txt", "…outbox/0137-email-u1.txt");
    assertThat(ArgumentText.cutBoth("a".repeat(50), "a".repeat(60), 30))
        .containsExactly("…" + "a".repeat(8), "…" + "a".repeat(18));
    assertThat(ArgumentText.cutBoth("x" + "a".repeat(50), "y", 11))
        .containsExactly("xaaaa…aaaaa", "y");
  }
}
