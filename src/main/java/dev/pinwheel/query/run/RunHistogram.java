package dev.pinwheel.query.run;

import java.time.Instant;
import java.util.List;

/**
 * How many runs had their last activity when, as seen from a viewpoint.
 *
 * @param bars in the order of time, without gaps; none when no run matches and nothing says when to
 *     begin
 * @param unit what a bar is, e.g. {@code 3 hours}
 * @param complete false when there are more runs than are counted; the latest ones are
 */
public record RunHistogram(List<Bar> bars, String unit, boolean complete) {

  public RunHistogram {
    bars = List.copyOf(bars);
  }

  /**
   * A stretch of time.
   *
   * @param to the bar ends before
   * @param failed those of {@code runs} that failed, timed out or were abandoned
   */
  public record Bar(Instant from, Instant to, int runs, int failed) {}

  public int runs() {
    return bars.stream().mapToInt(Bar::runs).sum();
  }

  public int failed() {
    return bars.stream().mapToInt(Bar::failed).sum();
  }
}
