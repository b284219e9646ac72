package dev.pinwheel.query.plan;

import dev.pinwheel.query.facts.CallFact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The calls of an execution in the order in which they were made. Repeated hits share one row,
 * which has the number of the first; gaps between the numbers of rows show when the others were
 * made.
 */
final class CallOrder {

  private CallOrder() {}

  /** A call, and how many times in a row it was made. */
  record Turn(CallFact call, int times) {}

  private static final class Repeated {
    private final CallFact call;
    private int left;

    Repeated(CallFact call) {
      this.call = call;
      this.left = call.times() - 1;
    }
  }

  /**
   * The calls in order.
   *
   * @param calls of one execution, by number
   */
  static List<Turn> of(List<CallFact> calls) {
    List<Turn> turns = new ArrayList<>(calls.size());
    Deque<Repeated> repeated = new ArrayDeque<>();
    int next = 1;
    for (CallFact call : calls) {
      repeat(repeated, call.number() - next, turns);
      turns.add(new Turn(call, 1));
      if (call.times() > 1) {
        repeated.add(new Repeated(call));
      }
      next = call.number() + 1;
    }
    repeat(repeated, Integer.MAX_VALUE, turns);
    return turns;
  }

  /** As many repetitions as numbers are missing, those of the earliest call first. */
  private static void repeat(Deque<Repeated> repeated, int missing, List<Turn> turns) {
    int left = missing;
    while (left > 0 && !repeated.isEmpty()) {
      Repeated first = repeated.peek();
      int times = Math.min(left, first.left);
      turns.add(new Turn(first.call, times));
      first.left -= times;
      left -= times;
      if (first.left == 0) {
        repeated.remove();
      }
    }
  }
}
