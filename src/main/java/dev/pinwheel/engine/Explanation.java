package dev.pinwheel.engine;

import dev.pinwheel.engine.reuse.MemoRule;
import dev.pinwheel.model.Json;
import dev.pinwheel.store.Tx;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records why a call was answered as it was, when that cannot be read off the call itself (M6, M7).
 */
final class Explanation {

  private final Stores stores;

  Explanation(Stores stores) {
    this.stores = stores;
  }

  /**
   * {@code
   * {"rule":"memo"|"success"|"force","passed":[{"execution":"R7K2:3:1","because":"stuck"}]}}, or
   * null when a plain lookup passed nothing over.
   */
  @Nullable Json of(Tx tx, String rule, List<MemoRule.Candidate> passed) {
    if (rule.equals("memo") && passed.isEmpty()) {
      return null;
    }
    String candidates =
        passed.stream()
            .map(candidate ->
                "{\"execution\":\"%s\",\"because\":\"%s\"}"
                    .formatted(
                        stores.executions().getId(tx, candidate.execution()),
                        word(candidate.standing())))
            .collect(Collectors.joining(","));
    return Json.of("{\"rule\":\"%s\",\"passed\":[%s]}".formatted(rule, candidates));
  }

  /** {@code {"rule":"memo","passed":[],"map":4711}}: answered by the worker from its map (M14). */
  static Json ofMap(long version) {
    return Json.of("{\"rule\":\"memo\",\"passed\":[],\"map\":%d}".formatted(version));
  }

  private static String word(MemoRule.Standing standing) {
    return switch (standing) {
      case VALUE -> "value";
      case OPEN -> "open";
      case STUCK -> "stuck";
      case WAITS_FOR_CALLER -> "waitsForCaller";
    };
  }
}
