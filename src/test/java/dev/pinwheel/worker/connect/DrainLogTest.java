package dev.pinwheel.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.worker.CapturedWorkerLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sentences of a worker that finishes what it has. */
class DrainLogTest {

  @RegisterExtension private final CapturedWorkerLog said = new CapturedWorkerLog();

  private final DrainLog log = new DrainLog("joe");

  @Test
  void whatIsWaitedForIsNamedInOrder() {
    log.begins(List.of("B", "A"), DrainLimit.of(Duration.ofMinutes(5)));

    assertSaid(
        "INFO Worker joe is draining, for at most 300 s. Still running: 2 executions (A, B)");
  }

  @Test
  void manyAreCountedAndSomeNamed() {
    log.ends(
        new DrainEnd.TimeOver(
            new DrainEnd.Left(IntStream.range(10, 21).mapToObj(Integer::toString).toList(), false),
            DrainLimit.of(Duration.ofMillis(1500))));

    assertSaid(
        "WARN Worker joe gives up 11 executions (10, 11, 12, 13, 14, 15, 16, 17, 18, 19, …), because the time limit of 1500 ms was exceeded");
  }

  @Test
  void withoutALimitThereIsNoFigure() {
    log.begins(List.of("A"), DrainLimit.of(Duration.ofSeconds(Long.MAX_VALUE)));

    assertSaid("INFO Worker joe is draining, without a time limit. Still running: 1 execution (A)");
  }

  @Test
  void aLimitBelowZeroIsOverAtOnce() {
    assertThat(DrainLimit.of(Duration.ofSeconds(-5))).hasToString("0 s");
  }

  private void assertSaid(String line) {
    assertThat(said.lines()).containsExactly(line);
  }
}
