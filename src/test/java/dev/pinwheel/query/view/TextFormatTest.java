package dev.pinwheel.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How durations, counts and lists are told. */
class TextFormatTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1 s",
    "1249, 1.2 s",
    "9999, 9.9 s",
    "41000, 41 s",
    "60000, 1 min",
    "125000, 2 min 5 s",
    "12000000, 3 h 20 min",
    "187200000, 2 d 4 h"
  })
  void durations(long millis, String words) {
    assertThat(TextFormat.duration(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @Test
  void countsAndLists() {
    assertThat(TextFormat.count(1, "call")).isEqualTo("1 call");
    assertThat(TextFormat.count(0, "call")).isEqualTo("0 calls");
    assertThat(TextFormat.count(12_345, "call")).isEqualTo("12,345 calls");
    assertThat(TextFormat.list(List.of())).isEmpty();
    assertThat(TextFormat.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }

  @Test // P1
  void aGroupTellsTheNumberWithin() {
    assertThat(PinSentence.ofGroup(3, 0)).isEqualTo("3 steps are memoized. Not reused yet.");
    assertThat(PinSentence.ofGroup(1, 2))
        .isEqualTo("1 step is memoized. 2 calls reused it instead of executing.");
  }
}
