package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;

import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** By which keys calls of earlier attempts would be looked up if they were made now. Immutable. */
final class CallKeys {

  private final Map<StepId, String> cacheKeys;

  private CallKeys(Map<StepId, String> cacheKeys) {
    this.cacheKeys = cacheKeys;
  }

  /** The keys of all calls of these runs. */
  static CallKeys load(DSLContext dsl, Facts facts, Collection<RunId> runs) {
    return new CallKeys(isAnyCached(facts) ? cacheKeys(dsl, runs) : Map.of());
  }

  private static boolean isAnyCached(Facts facts) {
    return facts.executions().stream().anyMatch(execution -> isCached(execution.step()));
  }

  private static boolean isCached(StepFact step) {
    CacheOption cache = step.options().effective().cache();
    return cache != null && cache.enabled();
  }

  private static Map<StepId, String> cacheKeys(DSLContext dsl, Collection<RunId> runs) {
    List<Long> ids = runs.stream().map(RunId::number).toList();
    Map<StepId, String> keys = new HashMap<>();
    dsl.select(EXECUTION.RUN_ID, EXECUTION.STEP_NUMBER, EXECUTION.CACHE_KEY)
        .from(EXECUTION)
        .where(EXECUTION.RUN_ID.in(ids))
        .and(EXECUTION.ATTEMPT.eq(1))
        .and(EXECUTION.CACHE_KEY.isNotNull())
        .forEach(row ->
            keys.put(
                new StepId(new RunId(row.value1()), row.value2()),
                String.valueOf(ExecutionRows.hex(row.value3()))));
    return keys;
  }

  /** The memo key, in hex; null when the call is not memoized. */
  @Nullable String memoKey(CallFact call) {
    return call.memoKey();
  }

  /** What a step made for the call would ask of the cache; null when it would not, or not known. */
  CacheLookup.@Nullable Wanted cache(CallFact call, @Nullable StepFact step) {
    if (step == null || !isCached(step) || mayDifferOutsideTheKey(call, step)) {
      return null;
    }
    String key = cacheKeys.get(step.id());
    CacheOption option = step.options().effective().cache();
    return key == null || option == null ? null : new CacheLookup.Wanted(key, option.maxAge());
  }

  /** Everything that any of these calls would ask of the cache. */
  Set<CacheLookup.Wanted> wanted(Facts facts) {
    Set<CacheLookup.Wanted> wanted = new LinkedHashSet<>();
    if (!cacheKeys.isEmpty()) {
      for (List<CallFact> calls : facts.calls()) {
        for (CallFact call : calls) {
          ExecutionFact callee = facts.execution(call.callee());
          CacheLookup.Wanted one = callee == null ? null : cache(call, callee.step());
          if (one != null) {
            wanted.add(one);
          }
        }
      }
    }
    return wanted;
  }

  /** A call that reused by some of its arguments may have had other ones than what it reused. */
  static boolean mayDifferOutsideTheKey(CallFact call, StepFact step) {
    return call.kind() == CallKind.REUSED
        && step.options().effective().memo() instanceof MemoOption.Parameters;
  }
}
