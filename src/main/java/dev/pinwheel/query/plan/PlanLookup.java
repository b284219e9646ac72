package dev.pinwheel.query.plan;

import dev.pinwheel.engine.reuse.MemoRule;
import dev.pinwheel.engine.reuse.MemoRule.Candidate;
import dev.pinwheel.engine.reuse.MemoRule.Standing;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.CacheLookup;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.MemoLookup;
import dev.pinwheel.query.facts.RenewedHandles;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.StepFact;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Predicts what a call would find if a re-run made it now: by its memo key (M4) or, with <i>reuse
 * every earlier success</i>, by target and all arguments (F9); then by its cache key (C2). The
 * rules of the engine decide. Remembers what the re-run itself would have made so far. Not
 * thread-safe.
 */
final class PlanLookup {

  private static final Set<ResultKind> SUCCESSES =
      EnumSet.of(ResultKind.VALUE, ResultKind.CACHED, ResultKind.SPAWNED);

  /** The result of a lookup. */
  sealed interface Found {

    /** The call is not looked up at all. */
    record NotLookedUp() implements Found {}

    /** Nothing fits. */
    record Nothing() implements Found {}

    /** An existing execution. */
    record Existing(ExecutionFact execution) implements Found {}

    /**
     * An execution that this re-run makes for an earlier call.
     *
     * @param answer the execution that answers it through the cache; null when it executes
     */
    record Made(@Nullable ExecutionFact answer) implements Found {}

    /**
     * An execution that answers through the cache.
     *
     * @param until when it will be too old; null when it never will
     */
    record Cached(ExecutionFact execution, @Nullable Instant until) implements Found {}
  }

  private record Success(String module, String target, ByteBuffer argumentsHash) {}

  private record MadeByCall(boolean failed, @Nullable ExecutionFact answer) {}

  private record MadeByStep(StepId step, boolean failed) {}

  private final Facts facts;
  private final MemoLookup memo;
  private final CallKeys keys;
  private final RenewedHandles handles;
  private final CacheLookup cache;
  private final RunId run;
  private final boolean reuseSuccesses;
  private final Map<Success, List<ExecutionFact>> successes = new HashMap<>();
  private final Map<Object, MadeByCall> made = new HashMap<>();
  private final Map<String, MadeByStep> cached = new HashMap<>();

  /**
   * @param reuseSuccesses whether calls without a memo key are looked up, too (F9)
   */
  PlanLookup(
      Facts facts,
      MemoLookup memo,
      CallKeys keys,
      RenewedHandles handles,
      CacheLookup cache,
      RunId run,
      boolean reuseSuccesses) {
    this.facts = facts;
    this.memo = memo;
    this.keys = keys;
    this.handles = handles;
    this.cache = cache;
    this.run = run;
    this.reuseSuccesses = reuseSuccesses;
    if (reuseSuccesses) {
      facts.executions().forEach(this::addSuccess);
    }
  }

  private void addSuccess(ExecutionFact execution) {
    ResultFact result = execution.result();
    if (result != null
        && SUCCESSES.contains(result.kind())
        && execution.id().run().equals(run)
        && facts.endedInValue(execution)) {
      Success key = success(execution.step());
      if (key != null) {
        successes.computeIfAbsent(key, same -> new ArrayList<>(1)).add(execution);
      }
    }
  }

  private @Nullable Success success(StepFact step) {
    ByteBuffer hash = reuseSuccesses ? facts.argumentsHash(step.id()) : null;
    return hash == null ? null : new Success(step.module(), step.target(), hash);
  }

  /** For a call, whose arguments may differ from those of the step it refers to. */
  private @Nullable Success success(CallFact call, @Nullable StepFact step) {
    if (step == null || !reuseSuccesses) {
      return null;
    }
    if (!CallKeys.mayDifferOutsideTheKey(call, step) && !handles.changeArgumentsOf(step.id())) {
      return success(step);
    }
    ByteBuffer hash = keys.argumentsHash(call, step, handles);
    return hash == null ? null : new Success(step.module(), step.target(), hash);
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
    MadeByCall own = made.get(key);
    if (own == null) {
      return new Found.Nothing();
    }
    // What fails again may be joined while it is open, as it was last time.
    boolean joins = key instanceof String && call.kind() == CallKind.REUSED;
    return own.failed && !joins ? new Found.Nothing() : new Found.Made(own.answer);
  }

  /**
   * The execution that answers the step of a call through the cache, if any. Comes after the lookup
   * by the other keys (M13).
   *
   * @param step what it called last time; null when that is not visible
   * @param underWay whether a step waits for the call
   */
  Found findCached(CallFact call, @Nullable StepFact step, Predicate<StepId> underWay) {
    CacheLookup.Wanted wanted = keys.cache(call, step, handles);
    if (wanted == null) {
      return new Found.NotLookedUp();
    }
    MadeByStep own = cached.get(wanted.key());
    if (own != null && !own.failed && !underWay.test(own.step)) {
      return new Found.Made(null);
    }
    return cache
        .find(wanted)
        .<Found>map(answer -> new Found.Cached(answer.execution(), answer.until()))
        .orElseGet(Found.Nothing::new);
  }

  /**
   * A call that referred to an execution last time will refer to another.
   *
   * @param before null when it is not visible
   * @param now null for one that this re-run makes
   */
  void refers(@Nullable ExecutionFact before, @Nullable ExecutionFact now) {
    if (before != null) {
      handles.renew(before, now);
    }
  }

  /** The call executes. Later calls may find what it makes, unless that failed last time. */
  void executed(CallFact call, @Nullable StepFact step, boolean failed) {
    made(call, step, new MadeByCall(failed, null));
    CacheLookup.Wanted wanted = keys.cache(call, step, handles);
    if (wanted != null && step != null) {
      cached.put(wanted.key(), new MadeByStep(step.id(), failed));
    }
  }

  /**
   * The call makes a step that the cache answers. Later calls may find that step.
   *
   * @param answer null for one that this re-run makes
   */
  void answered(CallFact call, @Nullable StepFact step, @Nullable ExecutionFact answer) {
    made(call, step, new MadeByCall(false, answer));
  }

  /** A memoized step is found by its arguments as well (F9). */
  private void made(CallFact call, @Nullable StepFact step, MadeByCall own) {
    String memoKey = keys.memoKey(call, step, handles);
    if (memoKey != null) {
      made.put(memoKey, own);
    }
    Success success = success(call, step);
    if (success != null) {
      made.put(success, own);
    }
  }

  /** Whether the call has a memo key now. */
  boolean isMemoized(CallFact call, @Nullable ExecutionFact held) {
    return keys.memoKey(call, held == null ? null : held.step(), handles) != null;
  }

  private @Nullable Object key(CallFact call, @Nullable StepFact step) {
    String memoKey = keys.memoKey(call, step, handles);
    return memoKey == null ? success(call, step) : memoKey;
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
