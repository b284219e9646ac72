package dev.pinwheel.query;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lookup of a memo key made now from the viewpoint (M4, M5). Remembers what it found. Not
 * thread-safe.
 */
final class MemoLookup {

  private record Key(RunId run, String memoKey) {}

  private final Facts facts;
  private final Predicate<ExecutionFact> hasWorker;
  private final Map<Key, Optional<ExecutionFact>> found = new HashMap<>();

  /**
   * @param hasWorker whether somebody could run the execution in its workspace
   */
  MemoLookup(Facts facts, Predicate<ExecutionFact> hasWorker) {
    this.facts = facts;
    this.hasWorker = hasWorker;
  }

  /** What a call by {@code caller} would reuse; null when it would execute. */
  @Nullable ExecutionFact find(RunId run, String memoKey, long caller) {
    ExecutionFact best =
        found
            .computeIfAbsent(
                new Key(run, memoKey),
                key -> Optional.ofNullable(best(facts.withKey(run, memoKey), -1)))
            .orElse(null);
    return best != null && best.sequence() == caller
        ? best(facts.withKey(run, memoKey), caller)
        : best;
  }

  /** What any call would reuse; null when it would execute. */
  @Nullable ExecutionFact find(RunId run, String memoKey) {
    return find(run, memoKey, -1);
  }

  private @Nullable ExecutionFact best(List<ExecutionFact> executions, long except) {
    ExecutionFact best = null;
    for (ExecutionFact execution : executions) {
      if (execution.sequence() != except
          && (best == null || execution.isNearerOrNewerThan(best))
          && isCandidate(execution)) {
        best = execution;
      }
    }
    return best;
  }

  private boolean isCandidate(ExecutionFact execution) {
    ResultFact result = execution.result();
    if (result == null) {
      return execution.depth() == 0 || willRun(execution);
    }
    if (result.kind().staysInStep()) {
      return false;
    }
    ExecutionFact end = facts.end(execution);
    if (end == null) {
      return false;
    }
    ResultFact outcome = end.result();
    return outcome == null || outcome.kind() == ResultKind.VALUE;
  }

  private boolean willRun(ExecutionFact execution) {
    return execution.assignedAt() != null
        || (execution.workspace().state() == WorkspaceState.ACTIVE && hasWorker.test(execution));
  }
}
