package dev.pinwheel.query.plan;

import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.query.facts.CallOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The options that would apply to a call if it were made now (M2), and whether its keys would
 * differ from those recorded.
 *
 * @param memo positions of the arguments in the memo key, ascending; null when it is not memoized
 * @param sameMemo whether the memo key is the one recorded
 * @param cache null when it is not cached
 * @param cachePositions of the arguments in the cache key, in its order; null when it is not cached
 * @param sameCache whether the cache key is the one recorded
 */
record CurrentOptions(
    @Nullable List<Integer> memo,
    boolean sameMemo,
    @Nullable CacheOption cache,
    @Nullable List<Integer> cachePositions,
    boolean sameCache) {

  /**
   * What applies to all calls of a re-run.
   *
   * @param override the memo option of the re-run; null for none
   * @param runDefault null for none
   */
  record RerunDefaults(@Nullable MemoOption override, @Nullable MemoOption runDefault) {}

  /**
   * @param recorded of the step that the call refers to
   * @param option of the call, when it is known separately from its step
   * @param target as registered now; null when no worker declares it: then the recorded options
   *     apply
   */
  static CurrentOptions of(
      StepOptions recorded,
      @Nullable CallOption option,
      Manifest.@Nullable Target target,
      RerunDefaults rerun) {
    MemoOption memoThen = option == null ? recorded.effective().memo() : option.memo();
    CacheOption cacheThen = recorded.effective().cache();
    List<String> then = recorded.parameters();
    List<String> names = target == null ? then : target.parameterNames();
    MemoOption memoNow = memo(recorded, option, memoThen, target, rerun);
    CacheOption cacheNow = target == null ? cacheThen : cache(recorded, target);
    List<Integer> memo = positions(memoNow, names);
    List<Integer> cache = positions(cacheNow, names);
    return new CurrentOptions(
        memo,
        Objects.equals(memo, positions(memoThen, then)),
        isEnabled(cacheNow) ? cacheNow : null,
        cache,
        isSameCache(cacheThen, cacheNow) && Objects.equals(cache, positions(cacheThen, then)));
  }

  private static @Nullable MemoOption memo(
      StepOptions recorded,
      @Nullable CallOption option,
      @Nullable MemoOption then,
      Manifest.@Nullable Target target,
      RerunDefaults rerun) {
    if (rerun.override() != null) {
      return rerun.override();
    }
    MemoOrigin origin = option == null ? recorded.memoOrigin() : option.origin();
    MemoOption callSite =
        origin == MemoOrigin.CALL_SITE ? then : option == null ? recorded.callSite().memo() : null;
    if (callSite != null) {
      return callSite;
    }
    if (target == null && origin == MemoOrigin.TASK) {
      return then;
    }
    // A workflow's own memo only sets the default of the run it starts (M1).
    MemoOption own =
        target != null && target.kind() == TargetKind.TASK ? target.options().memo() : null;
    return own == null ? rerun.runDefault() : own;
  }

  private static @Nullable CacheOption cache(StepOptions recorded, Manifest.Target target) {
    CacheOption callSite = recorded.callSite().cache();
    return target.kind() != TargetKind.TASK
        ? null
        : callSite != null ? callSite : target.options().cache();
  }

  static boolean isEnabled(@Nullable CacheOption cache) {
    return cache != null && cache.enabled();
  }

  /** Whether equal arguments make equal keys. The maximum age is not part of a key. */
  private static boolean isSameCache(@Nullable CacheOption one, @Nullable CacheOption other) {
    return one != null && other != null && isEnabled(one) && isEnabled(other)
        ? Objects.equals(one.namespace(), other.namespace())
            && Objects.equals(one.version(), other.version())
        : isEnabled(one) == isEnabled(other);
  }

  private static @Nullable List<Integer> positions(@Nullable MemoOption memo, List<String> names) {
    return switch (memo) {
      case null -> null;
      case MemoOption.Off off -> null;
      case MemoOption.All all -> all(names);
      case MemoOption.Parameters chosen ->
          positions(chosen.names(), names).stream().sorted().toList();
    };
  }

  private static @Nullable List<Integer> positions(
      @Nullable CacheOption cache, List<String> names) {
    if (cache == null || !cache.enabled()) {
      return null;
    }
    return cache.parameters() == null ? all(names) : positions(cache.parameters(), names);
  }

  private static List<Integer> all(List<String> names) {
    return IntStream.range(0, names.size()).boxed().toList();
  }

  /** Leaves out names that no parameter has any more: a call site may still use them. */
  private static List<Integer> positions(List<String> chosen, List<String> names) {
    return chosen.stream().map(names::indexOf).filter(position -> position >= 0).toList();
  }
}
