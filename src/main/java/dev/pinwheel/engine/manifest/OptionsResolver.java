package dev.pinwheel.engine.manifest;

import dev.pinwheel.key.CacheKey;
import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.MemoKey;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which options count for a call (M2), and the keys that follow from them (M3, C1). Pure. */
public final class OptionsResolver {

  private OptionsResolver() {}

  /**
   * The options that count.
   *
   * @param callSite what the call site overrides
   * @param rerunMemo the override of the re-run, or null
   * @param runDefault the run's default, or null
   * @throws Rejection (invalid argument) when the call site names a parameter that is not there
   */
  public static StepOptions resolve(
      Manifest.Target target,
      TargetOptions callSite,
      @Nullable MemoOption rerunMemo,
      @Nullable MemoOption runDefault) {
    TargetOptions own = target.options();
    boolean task = target.kind() == TargetKind.TASK;
    MemoOption memo = null;
    MemoOrigin origin = MemoOrigin.NONE;
    if (rerunMemo != null) {
      memo = rerunMemo;
      origin = MemoOrigin.RERUN;
    } else if (callSite.memo() != null) {
      memo = callSite.memo();
      origin = MemoOrigin.CALL_SITE;
    } else if (task && own.memo() != null) {
      // A workflow's own memo only sets the default of the run it starts (M1).
      memo = own.memo();
      origin = MemoOrigin.TASK;
    } else if (runDefault != null) {
      memo = runDefault;
      origin = MemoOrigin.RUN;
    }
    TargetOptions effective =
        new TargetOptions(
            memo,
            task ? firstOf(callSite.cache(), own.cache()) : null,
            firstOf(callSite.retry(), own.retry()),
            firstOf(callSite.timeout(), own.timeout()),
            firstOf(callSite.delay(), own.delay()));
    checkNames(target, effective);
    return new StepOptions(effective, callSite, origin, target.parameterNames());
  }

  private static <T> @Nullable T firstOf(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }

  /**
   * Checks what a worker declares or a call site overrides (M1).
   *
   * @throws Rejection (invalid argument) naming the parameters there are
   */
  public static void checkNames(Manifest.Target target, TargetOptions options) {
    if (options.memo() instanceof MemoOption.Parameters memo) {
      checkNames(target, "memo", memo.names());
    }
    CacheOption cache = options.cache();
    if (cache != null && cache.parameters() != null) {
      checkNames(target, "cache", cache.parameters());
    }
  }

  private static void checkNames(Manifest.Target target, String option, List<String> names) {
    for (String name : names) {
      if (!target.parameterNames().contains(name)) {
        throw Rejection.invalidArgument(
            "The %s option of '%s' names a parameter '%s', which it does not have. %s"
                .formatted(
                    option,
                    target.name(),
                    name,
                    target.parameters().isEmpty()
                        ? "It has none."
                        : "It has: " + String.join(", ", target.parameterNames()) + "."));
      }
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw Rejection.invalidArgument(
            "The %s option of '%s' names the parameter '%s' twice."
                .formatted(option, target.name(), name));
      }
    }
  }

  /** The memo key; null when the call is not memoized. */
  public static byte @Nullable [] memoKey(
      String module, String target, StepOptions options, CanonicalArguments arguments) {
    return memoPositions(options)
        .map(positions -> MemoKey.of(module, target, arguments, positions).bytes())
        .orElse(null);
  }

  /** The positions of the arguments in the memo key; empty when the call is not memoized. */
  public static Optional<List<Integer>> memoPositions(StepOptions options) {
    return switch (options.effective().memo()) {
      case null -> Optional.empty();
      case MemoOption.Off off -> Optional.empty();
      case MemoOption.All all -> Optional.of(positions(options.parameters().size()));
      case MemoOption.Parameters chosen -> Optional.of(positions(options, chosen.names()));
    };
  }

  /** The cache key; null when caching is not enabled. */
  public static byte @Nullable [] cacheKey(
      String module, String target, StepOptions options, CanonicalArguments arguments) {
    CacheOption cache = options.effective().cache();
    if (cache == null || !cache.enabled()) {
      return null;
    }
    String namespace = cache.namespace();
    List<String> names = cache.parameters();
    return CacheKey.of(
            namespace != null ? namespace : module + ":" + target,
            cache.version(),
            arguments,
            names == null ? positions(arguments.count()) : positions(options, names))
        .bytes();
  }

  private static List<Integer> positions(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static List<Integer> positions(StepOptions options, List<String> names) {
    return names.stream().map(options.parameters()::indexOf).toList();
  }
}
