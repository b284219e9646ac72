package dev.pinwheel.studio.run.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.step.RunComparison.TargetTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CompareTextTest {

  @Test
  void theRunItselfIsCountedApartFromItsCalls() {
    assertThat(CompareText.differences(true, 2, 6)).isEqualTo("The run and 2 of 6 calls differ");
    assertThat(CompareText.differences(false, 2, 6)).isEqualTo("2 of 6 calls differ");
    assertThat(CompareText.differences(true, 0, 6)).isEqualTo("The run differs, none of 6 calls");
    assertThat(CompareText.differences(false, 0, 1)).isEqualTo("No differences in 1 call");
  }

  /** What is added or gone is the difference of what is shown. */
  @Test
  void theChangeIsThatOfWhatIsShown() {
    assertThat(
            CompareText.time(
                new TargetTime(
                    "users",
                    "sendEmail",
                    1,
                    1,
                    Duration.ofNanos(341_100_000),
                    Duration.ofNanos(49_900_000))))
        .isEqualTo("341 ms → 49 ms (− 292 ms)");
    assertThat(
            CompareText.time(
                new TargetTime(
                    "users", "sendEmail", 1, 2, Duration.ofMillis(10), Duration.ofMillis(16))))
        .isEqualTo("10 ms → 16 ms (+ 6 ms) · ran 1 → 2");
  }
}
