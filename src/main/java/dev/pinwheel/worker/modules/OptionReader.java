package dev.pinwheel.worker.modules;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.sdk.Cache;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Retries;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options of one target from its annotations and reports mistakes. */
final class OptionReader {

  private final String where;
  private final List<String> names;
  private final List<String> problems;

  /**
   * For one target.
   *
   * @param where how messages name it
   * @param names its parameters, which memo and cache options may name
   * @param problems receives a sentence for each mistake
   */
  OptionReader(String where, List<String> names, List<String> problems) {
    this.where = where;
    this.names = names;
    this.problems = problems;
  }

  CallOptions read(Memo memo, Cache cache, Retries retries, String timeout) {
    return new CallOptions(
        memo(memo),
        cache(cache),
        retries(retries),
        timeout.isEmpty() ? null : millis("timeout", timeout, 1),
        null);
  }

  private CallOptions.@Nullable Memo memo(Memo memo) {
    List<String> parameters = List.of(memo.value());
    if (parameters.equals(List.of(Memo.UNSET))) {
      return null;
    }
    boolean all = parameters.equals(List.of(Memo.ALL));
    if (memo.off()) {
      if (!all) {
        problems.add(
            "%s is memoized by %s and off at the same time. Remove one of the two."
                .formatted(where, parameters));
      }
      return new CallOptions.Memo("off", List.of());
    }
    if (all) {
      return new CallOptions.Memo("all", List.of());
    }
    checkNames("Memo", parameters);
    return new CallOptions.Memo("parameters", parameters);
  }

  private CallOptions.@Nullable Cache cache(Cache cache) {
    List<String> parameters = List.of(cache.value());
    if (parameters.equals(List.of(Cache.UNSET))) {
      return null;
    }
    boolean all = parameters.equals(List.of(Cache.ALL));
    if (!all) {
      checkNames("Cache", parameters);
    }
    return new CallOptions.Cache(
        !cache.off(),
        all ? null : parameters,
        cache.maxAge().isEmpty() ? null : millis("maxAge", cache.maxAge(), 1),
        cache.namespace().isEmpty() ? null : cache.namespace(),
        cache.version().isEmpty() ? null : cache.version());
  }

  private CallOptions.@Nullable Retries retries(Retries retries) {
    if (retries.limit() == Retries.UNSET) {
      return null;
    }
    if (retries.limit() < 0) {
      problems.add(
          "%s has a retry limit of %d. Expected 0 or more.".formatted(where, retries.limit()));
      return null;
    }
    Long backoff = millis("backoff", retries.backoff(), 0);
    Long maxBackoff = millis("maxBackoff", retries.maxBackoff(), 0);
    return backoff == null || maxBackoff == null
        ? null
        : new CallOptions.Retries(retries.limit(), backoff, Math.max(backoff, maxBackoff));
  }

  private void checkNames(String option, List<String> parameters) {
    Set<String> seen = new HashSet<>();
    for (String name : parameters) {
      if (!names.contains(name)) {
        problems.add(
            "@%s of %s names the parameter '%s', which does not exist. It has %s."
                .formatted(option, where, name, TargetMethod.describe(names)));
      } else if (!seen.add(name)) {
        problems.add("@%s of %s names the parameter '%s' twice.".formatted(option, where, name));
      }
    }
  }

  private @Nullable Long millis(String what, String text, long least) {
    Optional<Duration> duration = DurationText.find(text).filter(d -> d.toMillis() >= least);
    if (duration.isEmpty()) {
      problems.add(
          "%s of %s is '%s'. Expected a duration such as 500ms, 30s, 5m, 1h or PT1H30M."
              .formatted(what, where, text));
    }
    return duration.map(Duration::toMillis).orElse(null);
  }
}
