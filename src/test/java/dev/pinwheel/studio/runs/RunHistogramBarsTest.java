package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.run.RunHistogram;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What bars of runs over time are called, in the viewer's zone. */
final class RunHistogramBarsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private static RunHistogram.Bar bar(String from, String to, int runs, int failed) {
    return new RunHistogram.Bar(Instant.parse(from), Instant.parse(to), runs, failed);
  }

  private static String when(String from, String to) {
    RunHistogram.Bar bar = bar(from, to, 1, 0);
    return new RunHistogramBars(new RunHistogram(List.of(bar), "", true), BERLIN, NOW).when(bar);
  }

  @Test
  void barsAreCalledByTheTimesOfTheViewer() {
    assertThat(when("2026-11-28T11:00:00Z", "2026-11-28T14:00:00Z"))
        .isEqualTo("Sat 28 Nov 12:00–15:00");
    assertThat(when("2026-11-27T23:00:00Z", "2026-11-28T23:00:00Z")).isEqualTo("Sat 28 Nov");
    assertThat(when("2026-11-22T23:00:00Z", "2026-11-29T23:00:00Z")).isEqualTo("23 Nov–29 Nov");
    assertThat(when("2025-11-27T23:00:00Z", "2025-11-28T23:00:00Z")).isEqualTo("28 Nov 2025");
    // Clocks are put forward, and back.
    assertThat(when("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).isEqualTo("Sun 29 Mar");
    assertThat(when("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).isEqualTo("Sun 25 Oct");
    assertThat(when("2026-10-24T22:00:00Z", "2026-10-25T11:00:00Z"))
        .isEqualTo("Sun 25 Oct 00:00–12:00");
  }

  @Test
  void countsAreSaidOnceForAllAndForEachBar() {
    RunHistogram histogram =
        new RunHistogram(
            List.of(
                bar("2026-11-28T11:00:00Z", "2026-11-28T14:00:00Z", 1_240, 31),
                bar("2026-11-28T14:00:00Z", "2026-11-28T17:00:00Z", 0, 0)),
            "3 hours",
            true);

    JsonNode json = new RunHistogramBars(histogram, BERLIN, NOW).json(true);

    assertThat(json.get("summary").asString())
        .isEqualTo("1,240 runs, 31 failed · a bar is 3 hours");
    assertThat(json.get("failed").asString()).isEqualTo("31 failed");
    assertThat(new RunHistogramBars(histogram, BERLIN, NOW).json(false).has("failed"))
        .as("the list shows only those already")
        .isFalse();
    assertThat(json.get("bars").get(0).get("counts").asString()).isEqualTo("1,240 runs, 31 failed");
    assertThat(json.get("bars").get(1).get("counts").asString()).isEqualTo("no runs");
    assertThat(json.get("bars").get(1).get("label").asString()).isEqualTo("15:00");
    assertThat(json.get("bars").get(0).get("begin").asString()).isEqualTo("Sat 28 Nov 12:00");
    assertThat(json.get("bars").get(1).get("end").asString()).isEqualTo("Sat 28 Nov 18:00");
    assertThat(
            new RunHistogramBars(new RunHistogram(histogram.bars(), "3 hours", false), BERLIN, NOW)
                .summary())
        .isEqualTo("1,240 runs, 31 failed · older runs are not counted · a bar is 3 hours");
  }
}
