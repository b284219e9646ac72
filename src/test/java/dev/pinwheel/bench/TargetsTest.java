package dev.pinwheel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.store.Durability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Targets of time that other load on the machine must not decide: only with the long tests. */
@Tag("soak")
@EnabledIfSystemProperty(named = "pinwheel.soak", matches = "true")
class TargetsTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int STEPS = 100_000;
  private static final int SLOTS = 64;

  private static long percentile(List<Long> times, int percent) {
    return LatencyBench.percentile(times.stream().sorted().toList(), percent);
  }

  @Test
  void smallRunsAndPagesTakeLessThanASecondBesideAFanOut() throws Exception {
    Map<String, List<Long>> times = BusyBench.run(Durability.PROCESS, false);

    assertThat(times)
        .isNotEmpty()
        .allSatisfy((what, measured) -> assertThat(percentile(measured, 95)).isLessThan(SECOND));
  }

  @Test
  void chainedStepsTakeAtMostTwiceAsLongWhileHalfIsRemoved() throws Exception {
    RemovalBench.Times times = RemovalBench.run(Durability.PROCESS, SLOTS, STEPS);

    assertThat(percentile(times.disturbed(), 99))
        .isLessThanOrEqualTo(2 * percentile(times.undisturbed(), 99));
  }
}
