package dev.pinwheel.query;

import dev.pinwheel.engine.reuse.MemoRule;
import dev.pinwheel.engine.reuse.MemoRule.Candidate;
import dev.pinwheel.engine.reuse.MemoRule.Standing;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call would find if it were made now in a re-run: by its memo key (M4), or, when the re-run
 * asks for it, by target and all arguments (F9); decided by the rule that the engine uses. Knows
 * what the re-run itself has made so far. Not thread-safe.
 */
final class PlanLookup {

  private static final Set<ResultKind> SUCCESSES =
      EnumSet.of(ResultKind.VALUE, ResultKind.CACHED, ResultKind.SPAWNED);

  /** What a lookup finds. */
  sealed interface Found {

    /** The call is not looked up at all. */
    record NotLookedUp() implements Found {}

    /** Nothing fits. */
    record Nothing() implements Found {}

    /** An execution that is there already. */
    record Existing(ExecutionFact execution) implements Found {}

    /** What this re-run makes for an earlier call. */
    record Made() implements Found {}
  }

  private record Success(String module, String target, String argumentsHash) {}

  private final Facts facts;
  private final MemoLookup memo;
  private final RunId run;
  private final @Nullable Map<StepId, String> hashes;
  private final Map<Success, List<ExecutionFact>> successes = new HashMap<>();
  private final Map<Object, Boolean> made = new HashMap<>();

  /**
   * @param hashes the hash of all arguments of each step; null when earlier successes are not to be
   *     reused
   */
  PlanLookup(Facts facts, MemoLookup memo, RunId run, @Nullable Map<StepId, String> hashes) {
    this.facts = facts;
    this.memo = memo;
    this.run = run;
    this.hashes = hashes;
    if (hashes != null) {
      for (ExecutionFact execution : facts.executions()) {
        ResultFact result = execution.result();
        if (result != null && SUCCESSES.contains(result.kind()) && facts.endedInValue(execution)) {
          Success key = success(execution.step());
          if (key != null) {
            successes.computeIfAbsent(key, same -> new ArrayList<>(1)).add(execution);
          }
        }
      }
    }
  }

  private @Nullable Success success(@Nullable StepFact step) {
    String hash = step == null || hashes == null ? null : hashes.get(step.id());
    return step == null || hash == null ? null : new Success(step.module(), step.target(), hash);
  }

  /**
   * What the call finds.
   *
   * @param step what it called last time; null when that is not visible
   */
  Found find(CallFact call, @Nullable StepFact step) {
    Object key = key(call, step);
    if (key == null) {
      return new Found.NotLookedUp();
    }
    ExecutionFact found = key instanceof Success success ? bySuccess(success) : byKey((String) key);
    if (found != null) {
      return new Found.Existing(found);
    }
    Boolean succeeds = made.get(key);
    if (succeeds == null) {
      return new Found.Nothing();
    }
    // What fails again may be joined while it is open, as it was last time.
    boolean joins = key instanceof String && call.kind() == CallKind.REUSED;
    return succeeds || joins ? new Found.Made() : new Found.Nothing();
  }

  /** The call executes; later ones may find what it makes, unless that fails as it did before. */
  void made(CallFact call, @Nullable StepFact step, boolean failed) {
    Object key = key(call, step);
    if (key != null) {
      made.put(key, !failed);
    }
  }

  private @Nullable Object key(CallFact call, @Nullable StepFact step) {
    return call.memoKey() == null ? success(step) : call.memoKey();
  }

  private @Nullable ExecutionFact byKey(String key) {
    return memo.find(run, key);
  }

  private @Nullable ExecutionFact bySuccess(Success key) {
    List<Candidate> candidates =
        successes.getOrDefault(key, List.of()).stream()
            .map(
                execution -> new Candidate(execution.sequence(), execution.depth(), Standing.VALUE))
            .toList();
    return MemoRule.decide(candidates) instanceof MemoRule.Decision.Hit hit
        ? facts.execution(hit.taken().execution())
        : null;
  }
}
