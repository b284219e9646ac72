package dev.pinwheel.query;

import java.time.ZoneId;
import java.util.List;

/** What a pin says when one points at it (P1). */
public final class PinSentence {

  private PinSentence() {}

  /**
   * The sentences of a step's pin.
   *
   * @param state of the drawn execution
   * @param zone in which times are told
   */
  public static String of(MemoPin pin, State state, ZoneId zone) {
    throw new UnsupportedOperationException();
  }

  /** The pin of a collapsed group: the number of memoized steps and of reusing calls within. */
  public static String ofGroup(int memoizedSteps, int reused) {
    String steps = memoizedSteps == 1 ? "1 step is" : memoizedSteps + " steps are";
    return reused == 0
        ? "%s memoized. Not reused yet.".formatted(steps)
        : "%s memoized. %s reused %s instead of executing."
            .formatted(steps, Words.count(reused, "call"), memoizedSteps == 1 ? "it" : "them");
  }

  static String headline(boolean memoized, List<String> parameters) {
    if (!memoized) {
      return "Not memoized";
    }
    return parameters.isEmpty()
        ? "Memoized: once per run"
        : "Memoized by " + Words.list(parameters);
  }
}
