package dev.pinwheel.query.view;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call between two drawn steps of a call tree: an edge of the graph, a line of the step panel.
 * Calls that lead to nothing visible have no edge.
 *
 * @param caller the drawn execution that called
 * @param callee the execution it refers to; its step is drawn, though maybe at another attempt.
 *     Where it refers to one that is not visible from here, the step's current one
 * @param kind MADE when the call created its execution, REUSED when it found one (M6, M7)
 * @param number among the calls of the caller, from 1, in the order in which they were made
 * @param times how often the caller made this same call; at least 1
 * @param group title of the group in which it was called; null for none
 * @param calledAt when the server took the call, the first one of equal calls
 * @param argumentLine its own arguments in one line, where they differ from those of the step
 *     called (M6); else null
 * @param reusedFrom of a reused call: the workspace of the callee when it is not the viewer's own;
 *     else null
 * @param usedOther whether the callee's step is drawn at another attempt than the one it used
 * @param usedNotVisible whether the attempt that it used is not visible from here
 * @param staleness STALE when the same lookup made now finds another execution, MAY_BECOME_STALE
 *     when that one is open, STALE_BELOW when the callee is stale through its own calls, else FRESH
 *     (T1)
 * @param newer what the lookup finds now when it is outdated or may become so; else null
 */
public record CallEdge(
    ExecutionId caller,
    ExecutionId callee,
    CallKind kind,
    int number,
    int times,
    @Nullable String group,
    Instant calledAt,
    @Nullable String argumentLine,
    @Nullable WorkspaceName reusedFrom,
    boolean usedOther,
    boolean usedNotVisible,
    Staleness staleness,
    @Nullable ExecutionId newer) {

  /** The step that called. */
  public StepId from() {
    return caller.step();
  }

  /** The step that was called. */
  public StepId to() {
    return callee.step();
  }

  /** Which attempt it used, when that is not the drawn one: {@code used #1}; else empty. */
  public String usedWords() {
    return usedNotVisible
        ? "used an attempt not visible from here"
        : usedOther ? "used #" + callee.attempt() : "";
  }

  /** Whether the call found an execution instead of making one. */
  public boolean isReused() {
    return kind == CallKind.REUSED;
  }
}
