package dev.pinwheel.query;

import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.query.view.TextFormat;
import java.util.ArrayList;
import java.util.List;

/** Options of a target as people read them. */
final class TargetOptionText {

  private TargetOptionText() {}

  /**
   * E.g. {@code memo: machineId}, {@code cache: 10 min}, {@code retries: 3}; only options that are
   * set.
   */
  static List<String> of(TargetOptions options) {
    List<String> words = new ArrayList<>();
    if (options.memo() != null) {
      words.add(memo(options.memo()));
    }
    if (options.cache() != null) {
      words.add(cache(options.cache()));
    }
    RetryOption retry = options.retry();
    if (retry != null && retry.limit() > 0) {
      words.add("retries: " + retry.limit());
    }
    if (options.timeout() != null) {
      words.add("timeout: " + TextFormat.duration(options.timeout()));
    }
    if (options.delay() != null && options.delay().isPositive()) {
      words.add("delay: " + TextFormat.duration(options.delay()));
    }
    return words;
  }

  /**
   * {@code memo: userId}, {@code memo: all arguments}, {@code memo: once per run}, {@code memo:
   * off}.
   */
  private static String memo(MemoOption memo) {
    return switch (memo) {
      case MemoOption.Off off -> "memo: off";
      case MemoOption.All all -> "memo: all arguments";
      case MemoOption.Parameters some ->
          some.names().isEmpty()
              ? "memo: once per run"
              : "memo: " + String.join(", ", some.names());
    };
  }

  private static String cache(CacheOption cache) {
    if (!cache.enabled()) {
      return "cache: off";
    }
    List<String> parts = new ArrayList<>();
    if (cache.parameters() != null) {
      parts.addAll(cache.parameters());
    }
    if (cache.maxAge() != null) {
      parts.add(TextFormat.duration(cache.maxAge()));
    }
    return parts.isEmpty() ? "cache: no age limit" : "cache: " + String.join(", ", parts);
  }
}
