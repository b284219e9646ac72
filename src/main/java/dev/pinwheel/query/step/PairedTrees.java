package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two call trees of one workflow, call by call, as {@link TreePairing} pairs them.
 *
 * @param calls of both trees in call order, depth first, step 1 first
 * @param partners the step of the second tree that a step of the first is paired with; no step is
 *     in two pairs
 */
public record PairedTrees(
    RunTree before, RunTree after, List<PairedCall> calls, Map<StepId, StepId> partners) {

  public PairedTrees {
    calls = List.copyOf(calls);
    partners = Map.copyOf(partners);
  }

  /**
   * A call on both sides, or on one.
   *
   * @param before the step called in the first tree, null for an added call
   * @param after the step called in the second tree, null for a call that is gone
   * @param callBefore null for step 1, and for an added call
   * @param callAfter null for step 1, and for a call that is gone
   * @param compared whether it is the call for which the two steps are compared: further calls of
   *     steps that are compared elsewhere only count as calls
   * @param otherArguments whether both sides called with different arguments
   */
  public record PairedCall(
      @Nullable StepNode before,
      @Nullable StepNode after,
      @Nullable CallEdge callBefore,
      @Nullable CallEdge callAfter,
      boolean compared,
      boolean otherArguments) {

    /**
     * Identifies it among the calls of the two trees, in an address: caller and number of the call,
     * {@code 1.12}; a call that is gone {@code -1.12}, counted on the left; step 1 is {@code 0}. A
     * step that paired callers do not call is {@code 0.7}.
     */
    public String key() {
      CallEdge call = callAfter == null ? callBefore : callAfter;
      int step = either().step().number();
      return call == null
          ? step == 1 ? "0" : "0." + step
          : (callAfter == null ? "-" : "") + call.from().number() + "." + call.number();
    }

    PairedCall compared(boolean first) {
      return new PairedCall(before, after, callBefore, callAfter, first, otherArguments);
    }

    /** Whether it is no call: step 1, or a step that both draw under callers not paired. */
    public boolean isRoot() {
      return callBefore == null && callAfter == null;
    }

    public boolean isAdded() {
      return before == null;
    }

    public boolean isGone() {
      return after == null;
    }

    /** The newer side, if it has one. */
    public StepNode either() {
      return after == null ? Objects.requireNonNull(before) : after;
    }

    /** Its arguments on the newer side that has it, in one line; null when there is none. */
    @Nullable String argumentLine() {
      CallEdge call = after == null ? callBefore : callAfter;
      return call == null || call.argumentLine() == null
          ? either().argumentLine()
          : call.argumentLine();
    }

    /** Whether both sides draw the same execution. */
    public boolean isShared() {
      return before != null && after != null && before.execution().equals(after.execution());
    }

    /** How often the first tree has the call. */
    public int timesBefore() {
      return times(before, callBefore);
    }

    /** How often the second tree has the call. */
    public int timesAfter() {
      return times(after, callAfter);
    }

    private static int times(@Nullable StepNode node, @Nullable CallEdge call) {
      return node == null ? 0 : call == null ? 1 : call.times();
    }
  }

  /** Whether the two executions belong to steps that are paired. */
  boolean arePaired(ExecutionId one, ExecutionId other) {
    return other.step().equals(partners.get(one.step()));
  }
}
