package dev.pinwheel.query.plan;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.CallFact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution whose calls are planned: its calls in the order in which they were made, and what
 * may change the arguments of the next one. Used once.
 */
final class PlanCaller {

  private final StepId step;
  private final Iterator<Turn> turns;

  /** The earlier call that may have changed its arguments; null when they are certain. */
  private final @Nullable String argumentsAfter;

  /** The first of its calls whose outcome may differ from last time. */
  private @Nullable String changedBy;

  private @Nullable Turn turn;
  private int left;

  /**
   * @param calls of the execution, by number
   */
  PlanCaller(StepId step, List<CallFact> calls, @Nullable String argumentsAfter) {
    this.step = step;
    this.turns = inOrder(calls).iterator();
    this.argumentsAfter = argumentsAfter;
  }

  StepId step() {
    return step;
  }

  boolean hasNext() {
    return left > 0 || turns.hasNext();
  }

  /** The next call. One that was made several times in a row is returned as often. */
  CallFact next() {
    Turn current = turn;
    if (left == 0 || current == null) {
      current = turns.next();
      turn = current;
      left = current.times();
    }
    left--;
    return current.call();
  }

  /** Skips the repetitions of the call just returned. Returns how often it is made in a row. */
  int takeAll() {
    int times = left + 1;
    left = 0;
    return times;
  }

  /** What may change the arguments of its next call; null when they are certain. */
  @Nullable String after() {
    return changedBy == null ? argumentsAfter : changedBy;
  }

  /** The outcome of a call may differ from last time, and so may the arguments of later calls. */
  void changed(String by) {
    if (changedBy == null) {
      changedBy = by;
    }
  }

  /** A call, and how many times in a row it was made. */
  private record Turn(CallFact call, int times) {}

  private static final class Repeated {
    private final CallFact call;
    private int left;

    Repeated(CallFact call) {
      this.call = call;
      this.left = call.times() - 1;
    }
  }

  /**
   * Repeated hits share one row, which has the number of the first. Gaps between the numbers show
   * where the others were made.
   */
  private static List<Turn> inOrder(List<CallFact> calls) {
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

  /** Adds as many repetitions as numbers are missing, those of the earliest call first. */
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
