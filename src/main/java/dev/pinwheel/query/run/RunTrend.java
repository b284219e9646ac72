package dev.pinwheel.query.run;

import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the last ended runs of a workflow went, as seen from a viewpoint: their states and durations
 * are those of step 1's current attempt (W5).
 *
 * @param runs latest activity last
 * @param p50 of the runs that are done; null for fewer than {@value #FEWEST_DONE}
 * @param p95 likewise
 */
public record RunTrend(List<RunRow> runs, @Nullable Duration p50, @Nullable Duration p95) {

  /** So many runs must be done before percentiles say anything. */
  public static final int FEWEST_DONE = 5;

  public RunTrend {
    runs = List.copyOf(runs);
  }

  /**
   * @param latestFirst ended runs, in the order of the list
   */
  static RunTrend of(List<RunRow> latestFirst) {
    List<Duration> done =
        latestFirst.stream()
            .filter(row -> row.status() == State.DONE)
            .map(RunTrend::took)
            .flatMap(Optional::stream)
            .sorted()
            .toList();
    boolean enough = done.size() >= FEWEST_DONE;
    return new RunTrend(
        latestFirst.reversed(),
        enough ? percentile(done, 50) : null,
        enough ? percentile(done, 95) : null);
  }

  /** How long a run took; empty where its step 1 is not visible. */
  public static Optional<Duration> took(RunRow row) {
    return Optional.ofNullable(row.timing()).flatMap(Timing::took);
  }

  /** The smallest of the values that at least so many percent of them do not exceed. */
  static Duration percentile(List<Duration> sorted, int percent) {
    int rank = Math.ceilDiv(sorted.size() * percent, 100);
    return Objects.requireNonNull(sorted.get(Math.max(0, rank - 1)));
  }

  /** How many calls all of them made. */
  public int calls() {
    return runs.stream().mapToInt(RunRow::calls).sum();
  }

  /** How many of {@link #calls()} reused an execution. */
  public int reusedCalls() {
    return runs.stream().mapToInt(RunRow::reusedCalls).sum();
  }
}
