package dev.pinwheel.query.facts;

import dev.pinwheel.engine.reuse.MemoRule;
import dev.pinwheel.engine.reuse.MemoRule.Candidate;
import dev.pinwheel.engine.reuse.MemoRule.Standing;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks up memo keys as a call from the viewpoint would now (M4, M5). {@link MemoRule} decides, and
 * describes its input. Remembers results. Not thread-safe.
 */
public final class MemoLookup {

  private static final long NOBODY = -1;

  private record Key(RunId run, String memoKey) {}

  private final Facts facts;
  private final Predicate<ExecutionFact> canRun;
  private final Map<Key, Optional<ExecutionFact>> found = new HashMap<>();

  /**
   * @param canRun whether the workspace of an execution is active and has a worker for it
   */
  public MemoLookup(Facts facts, Predicate<ExecutionFact> canRun) {
    this.facts = facts;
    this.canRun = canRun;
  }

  /** What a call by {@code caller} would reuse; null when it would execute. */
  public @Nullable ExecutionFact find(RunId run, String memoKey, long caller) {
    ExecutionFact best = find(run, memoKey);
    return best != null && best.sequence() == caller
        ? decide(facts.withKey(run, memoKey), caller)
        : best;
  }

  /** What any call would reuse; null when it would execute. */
  public @Nullable ExecutionFact find(RunId run, String memoKey) {
    return found
        .computeIfAbsent(
            new Key(run, memoKey),
            key -> Optional.ofNullable(decide(facts.withKey(run, memoKey), NOBODY)))
        .orElse(null);
  }

  private @Nullable ExecutionFact decide(List<ExecutionFact> executions, long caller) {
    List<Candidate> candidates = new ArrayList<>();
    for (ExecutionFact execution : executions) {
      Standing standing = execution.sequence() == caller ? null : standing(execution);
      if (standing != null) {
        candidates.add(new Candidate(execution.sequence(), execution.depth(), standing));
      }
    }
    return switch (MemoRule.decide(candidates)) {
      case MemoRule.Decision.Hit hit -> facts.execution(hit.taken().execution());
      case MemoRule.Decision.Miss miss -> null;
      case MemoRule.Decision.Cycle cycle -> null;
    };
  }

  /** Null when it is no candidate: it ended without a value, or another attempt stands for it. */
  private @Nullable Standing standing(ExecutionFact execution) {
    ResultFact result = execution.result();
    if (result != null && result.kind().staysInStep()) {
      return null;
    }
    ExecutionFact end = facts.end(execution);
    if (end == null) {
      return null;
    }
    ResultFact outcome = end.result();
    if (outcome != null) {
      return outcome.kind() == ResultKind.VALUE ? Standing.VALUE : null;
    }
    return execution.depth() == 0 || end.assignedAt() != null || canRun.test(end)
        ? Standing.OPEN
        : Standing.STUCK;
  }
}
