package dev.pinwheel.query.view;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of a drawn execution.
 *
 * @param callee the execution it refers to; its step is drawn, though maybe at another attempt.
 *     Where it refers to one that is not visible from here, the step's current one
 * @param number among the calls of the caller, from 1
 * @param times how often the caller made this same call
 * @param group title; null for none
 * @param reusedFrom of a reused call: the workspace of the callee when it is not the viewer's own;
 *     else null
 * @param usedOther whether the callee's step is drawn at another attempt than the one it used
 * @param usedNotVisible whether the attempt that it used is not visible from here
 * @param staleness STALE: outdated; MAY_BECOME_STALE; STALE_BELOW: leads to a stale one; FRESH
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
    @Nullable WorkspaceName reusedFrom,
    boolean usedOther,
    boolean usedNotVisible,
    Staleness staleness,
    @Nullable ExecutionId newer) {

  public StepId from() {
    return caller.step();
  }

  public StepId to() {
    return callee.step();
  }

  /** Which attempt it used, when that is not the drawn one: {@code used #1}; else empty. */
  public String usedWords() {
    return usedNotVisible
        ? "used an attempt not visible from here"
        : usedOther ? "used #" + callee.attempt() : "";
  }

  public boolean isReused() {
    return kind == CallKind.REUSED;
  }
}
