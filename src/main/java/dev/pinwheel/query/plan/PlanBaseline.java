package dev.pinwheel.query.plan;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import java.util.HashSet;
import java.util.Set;

/**
 * Chooses the attempt on which the prediction of a step's calls is based. Remembers which further
 * runs it needs.
 */
final class PlanBaseline {

  private final Facts facts;
  private final Set<RunId> missing = new HashSet<>();

  PlanBaseline(Facts facts) {
    this.facts = facts;
  }

  /** Runs that were needed but are not loaded. */
  Set<RunId> missing() {
    return missing;
  }

  /**
   * Among the attempts that ended by themselves, the current one; if there is none, the current
   * attempt. For an attempt that the cache answered, the execution that answered.
   */
  ExecutionFact of(StepId step) {
    ExecutionFact best = null;
    ExecutionFact tells = null;
    for (ExecutionFact attempt : facts.attempts(step)) {
      ExecutionFact executed = isCached(attempt) ? facts.end(attempt) : attempt;
      if (executed != null
          && isFinished(executed)
          && (best == null || attempt.isNearerOrNewerThan(best))) {
        best = attempt;
        tells = executed;
      }
    }
    if (tells == null) {
      return facts.current(step).orElseThrow();
    }
    RunId run = tells.id().run();
    if (!facts.hasRun(run)) {
      missing.add(run);
    }
    return tells;
  }

  /** Whether the cache answered it. */
  static boolean isCached(ExecutionFact attempt) {
    return attempt.result() != null && attempt.result().kind() == ResultKind.CACHED;
  }

  /** Whether it ended by itself. */
  private static boolean isFinished(ExecutionFact attempt) {
    ResultFact result = attempt.result();
    return result != null
        && (result.kind() == ResultKind.VALUE
            || result.kind() == ResultKind.FAILED
            || result.kind() == ResultKind.SPAWNED);
  }
}
