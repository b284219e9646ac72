package dev.pinwheel.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JSON as lines, and two texts of lines side by side. */
class LineDifferenceTest {

  /**
   * {@code =a} on both sides, {@code a|b} changed, {@code a|} gone, {@code |b} added, {@code …4}.
   */
  private static List<String> shown(List<LineDifference> lines) {
    return lines.stream()
        .map(line ->
            line.skipped() > 0
                ? "…" + line.skipped()
                : line.isSame()
                    ? "=" + line.before()
                    : (line.before() == null ? "" : line.before())
                        + "|"
                        + (line.after() == null ? "" : line.after()))
        .toList();
  }

  @Test
  void jsonTakesOneLineForEachMember() {
    assertThat(PrettyJson.lines(Json.of("{\"b\":[1,{}],\"a\":{\"x\":2.50}}")))
        .containsExactly(
            "{",
            "  \"a\": {",
            "    \"x\": 2.5",
            "  },",
            "  \"b\": [",
            "    1,",
            "    {}",
            "  ]",
            "}");
    assertThat(PrettyJson.lines(Json.of("\"text\""))).containsExactly("\"text\"");
  }

  @Test
  void membersInAnotherOrderAndNumbersWrittenOtherwiseAreTheSameLines() {
    assertThat(PrettyJson.lines(Json.of("{\"a\":2.0,\"b\":1}")))
        .isEqualTo(PrettyJson.lines(Json.of("{\"b\":1,\"a\":2}")));
  }

  @Test
  void aChangedLineStandsBesideTheFormerOne() {
    assertThat(shown(LineDifference.between(List.of("a", "b", "c"), List.of("a", "x", "c"))))
        .containsExactly("=a", "b|x", "=c");
  }

  @Test
  void linesThatWereAddedOrAreGoneStandAlone() {
    assertThat(shown(LineDifference.between(List.of("a", "b", "c"), List.of("b", "c", "d"))))
        .containsExactly("a|", "=b", "=c", "|d");
    assertThat(shown(LineDifference.between(List.of(), List.of("a")))).containsExactly("|a");
    assertThat(shown(LineDifference.between(List.of("a"), List.of()))).containsExactly("a|");
    assertThat(LineDifference.between(List.of(), List.of())).isEmpty();
  }

  @Test
  void longEqualStretchesAreFolded() {
    List<String> before = new ArrayList<>(Collections.nCopies(20, "same"));
    List<String> after = new ArrayList<>(before);
    before.set(12, "old");
    after.set(12, "new");

    assertThat(shown(LineDifference.folded(LineDifference.between(before, after))))
        .containsExactly(
            "…9", "=same", "=same", "=same", "old|new", "=same", "=same", "=same", "=same", "=same",
            "=same", "=same");
    assertThat(shown(LineDifference.folded(LineDifference.between(before, before))))
        .containsExactly("…20");
  }

  @Test
  void textsThatAreTooLongToCompareDifferBetweenTheirCommonEnds() {
    List<String> before = new ArrayList<>(List.of("start"));
    List<String> after = new ArrayList<>(List.of("start"));
    for (int i = 0; i < 3_000; i++) {
      before.add("old " + i);
      after.add("new " + i);
    }
    before.add("end");
    after.add("end");

    List<LineDifference> lines = LineDifference.between(before, after);

    assertThat(lines.getFirst().isSame()).isTrue();
    assertThat(lines.getLast().isSame()).isTrue();
    assertThat(lines).hasSize(3_002);
  }
}
