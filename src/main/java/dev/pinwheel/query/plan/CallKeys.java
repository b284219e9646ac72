package dev.pinwheel.query.plan;

import dev.pinwheel.key.ArgumentsHash;
import dev.pinwheel.key.CacheKey;
import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.Digest;
import dev.pinwheel.key.MemoKey;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.CacheLookup;
import dev.pinwheel.query.facts.CallArguments;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.CallOption;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.RenewedHandles;
import dev.pinwheel.query.facts.StepFact;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which calls of earlier attempts would be looked up if they were made now: the
 * recorded ones or, where current options lead to other keys, those computed from the same
 * arguments. Not thread-safe.
 */
final class CallKeys {

  private record Keys(
      @Nullable String memo, @Nullable String cache, @Nullable ByteBuffer arguments) {}

  private static final Keys NONE = new Keys(null, null, null);

  private final DeclaredTargets declared;
  private final CurrentOptions.RerunDefaults rerun;
  private final boolean cached;
  private final Map<StepId, String> recordedCacheKeys;
  private final Map<CallFact, Keys> changed = new IdentityHashMap<>();
  private @Nullable CallArguments arguments;
  private boolean unknown;

  /**
   * @param recordedCacheKeys of the first attempts of steps, in hex; null when nothing is cached
   */
  CallKeys(
      DeclaredTargets declared,
      CurrentOptions.RerunDefaults rerun,
      @Nullable Map<StepId, String> recordedCacheKeys) {
    this.declared = declared;
    this.rerun = rerun;
    this.cached = recordedCacheKeys != null;
    this.recordedCacheKeys = recordedCacheKeys == null ? Map.of() : recordedCacheKeys;
  }

  private CurrentOptions now(CallFact call, StepFact step) {
    return declared.options(call, step, rerun);
  }

  /**
   * The memo key, in hex; null when the call is not memoized.
   *
   * @param step what the call refers to; null when that is not visible
   */
  @Nullable String memoKey(CallFact call, @Nullable StepFact step, RenewedHandles handles) {
    if (step == null) {
      return call.memoKey();
    }
    CurrentOptions now = now(call, step);
    if (now.memo() != null && handles.changeArgumentsOf(step.id())) {
      return renewed(call, step, handles).memo;
    }
    if (now.sameMemo()) {
      return call.memoKey();
    }
    return now.memo() == null ? null : changed(call).memo;
  }

  /**
   * The cache lookup of a step that the call would make; null when there would be none, or its key
   * is not known yet.
   */
  CacheLookup.@Nullable Wanted cache(
      CallFact call, @Nullable StepFact step, RenewedHandles handles) {
    CurrentOptions now = step == null || !cached ? null : now(call, step);
    CacheOption option = now == null ? null : now.cache();
    if (step == null || now == null || option == null) {
      return null;
    }
    if (handles.changeArgumentsOf(step.id())) {
      String renewed = renewed(call, step, handles).cache;
      return renewed == null ? null : new CacheLookup.Wanted(renewed, option.maxAge());
    }
    String recorded =
        now.sameCache() && !mayDifferOutsideTheKey(call, step)
            ? recordedCacheKeys.get(step.id())
            : null;
    String key = recorded == null ? changed(call).cache : recorded;
    return key == null ? null : new CacheLookup.Wanted(key, option.maxAge());
  }

  /**
   * The hash of all arguments of a call whose arguments may differ from those of the step it refers
   * to; null when it is not known yet.
   */
  @Nullable ByteBuffer argumentsHash(CallFact call, StepFact step, RenewedHandles handles) {
    return handles.changeArgumentsOf(step.id())
        ? renewed(call, step, handles).arguments
        : changed(call).arguments;
  }

  /** The keys with the handles that the call will be given. */
  private Keys renewed(CallFact call, StepFact step, RenewedHandles handles) {
    CallArguments known = arguments;
    if (known == null) {
      unknown = true;
      return NONE;
    }
    CurrentOptions now = now(call, step);
    return keys(
        step, now, handles.in(step.id(), canonical(step, known.of(call, step.id()))), true, true);
  }

  private Keys changed(CallFact call) {
    Keys keys = changed.get(call);
    unknown |= keys == null;
    return keys == null ? NONE : keys;
  }

  /** Whether a requested key needs arguments. Load them, and {@link #work} it out. */
  boolean isUnknown() {
    return unknown;
  }

  /** Works out the keys that differ from those recorded, from arguments. */
  void work(Facts facts, CallArguments arguments) {
    this.arguments = arguments;
    for (List<CallFact> calls : facts.calls()) {
      for (CallFact call : calls) {
        ExecutionFact callee = facts.execution(call.callee());
        if (callee != null) {
          work(call, callee.step(), arguments);
        }
      }
    }
    unknown = false;
  }

  private void work(CallFact call, StepFact step, CallArguments arguments) {
    CurrentOptions now = now(call, step);
    boolean differs = mayDifferOutsideTheKey(call, step);
    boolean memo = !now.sameMemo() && now.memo() != null;
    boolean cache =
        now.cache() != null
            && (differs || !now.sameCache() || !recordedCacheKeys.containsKey(step.id()));
    if (memo || cache || differs) {
      CanonicalArguments canonical = canonical(step, arguments.of(call, step.id()));
      changed.put(call, keys(step, now, canonical, memo, cache));
    }
  }

  private static Keys keys(
      StepFact step,
      CurrentOptions now,
      CanonicalArguments arguments,
      boolean memo,
      boolean cache) {
    return new Keys(
        memo ? memoKey(step, now, arguments) : null,
        cache ? cacheKey(step, now, arguments) : null,
        ByteBuffer.wrap(ArgumentsHash.of(step.module(), step.target(), arguments).bytes()));
  }

  /** Parameters that were added since have their defaults. */
  private CanonicalArguments canonical(StepFact step, List<Json> recorded) {
    List<Json> values = new ArrayList<>(recorded);
    List<Manifest.Parameter> parameters =
        declared
            .find(step.module(), step.target())
            .map(Manifest.Target::parameters)
            .orElse(List.of());
    for (int i = values.size(); i < parameters.size(); i++) {
      Json value = parameters.get(i).defaultValue();
      values.add(value == null ? Json.NULL : value);
    }
    return CanonicalArguments.of(values.stream().map(Json::utf8).toList());
  }

  private static @Nullable String memoKey(
      StepFact step, CurrentOptions now, CanonicalArguments arguments) {
    List<Integer> positions = now.memo();
    return positions == null
        ? null
        : hex(MemoKey.of(step.module(), step.target(), arguments, positions));
  }

  private static @Nullable String cacheKey(
      StepFact step, CurrentOptions now, CanonicalArguments arguments) {
    CacheOption option = now.cache();
    List<Integer> positions = now.cachePositions();
    if (option == null || positions == null) {
      return null;
    }
    String namespace = option.namespace();
    return hex(
        CacheKey.of(
            namespace != null ? namespace : step.module() + ":" + step.target(),
            option.version(),
            arguments,
            positions));
  }

  private static String hex(Digest key) {
    return HexFormat.of().formatHex(key.bytes());
  }

  /** All cache lookups that these calls might make. */
  Set<CacheLookup.Wanted> wanted(Facts facts) {
    RenewedHandles unchanged = RenewedHandles.none();
    if (!cached) {
      return Set.of();
    }
    Set<CacheLookup.Wanted> wanted = new LinkedHashSet<>();
    for (List<CallFact> calls : facts.calls()) {
      for (CallFact call : calls) {
        ExecutionFact callee = facts.execution(call.callee());
        CacheLookup.Wanted one = callee == null ? null : cache(call, callee.step(), unchanged);
        if (one != null) {
          wanted.add(one);
        }
      }
    }
    return Collections.unmodifiableSet(wanted);
  }

  /** A call memoized by some of its arguments may differ in the others from what it reused. */
  static boolean mayDifferOutsideTheKey(CallFact call, StepFact step) {
    CallOption option = call.option();
    MemoOption memo = option == null ? step.options().effective().memo() : option.memo();
    return call.kind() == CallKind.REUSED && memo instanceof MemoOption.Parameters;
  }
}
