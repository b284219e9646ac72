package dev.pinwheel.engine.history;

import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The targets of all histories: each option of interest once. */
enum HistoryTarget {
  PLAIN(TargetSpec.task("plain", "a", "b"), null),
  MEMO(TargetSpec.task("memo", "a", "b").memo(), Memo.ALL),
  FIRST(TargetSpec.task("first", "a", "b").memoBy("a"), Memo.FIRST),
  ONCE(TargetSpec.task("once", "a", "b").memoBy(), Memo.NONE),
  OFF(TargetSpec.task("off", "a", "b").memoOff(), Memo.OFF),
  CACHED(TargetSpec.task("cached", "a", "b").cached(), null),
  CACHED_MEMO(TargetSpec.task("cachedMemo", "a", "b").cached().memo(), Memo.ALL),
  BRIEF(TargetSpec.task("brief", "a", "b").cachedFor(Duration.ofSeconds(60)), null),
  RETRIED(TargetSpec.task("retried", "a", "b").retries(1), null),
  RETRIED_MEMO(TargetSpec.task("retriedMemo", "a", "b").retries(1).memo(), Memo.ALL),
  TIMED(TargetSpec.task("timed", "a", "b").timeout(Duration.ofSeconds(20)), null),
  WORKFLOW(TargetSpec.workflow("workflow", "a", "b"), null),
  MEMO_WORKFLOW(TargetSpec.workflow("memoWorkflow", "a", "b").memo(), Memo.ALL);

  /** Which arguments count (M1). */
  enum Memo {
    OFF,
    ALL,
    /** The first parameter only. */
    FIRST,
    /** An empty list of parameters. */
    NONE
  }

  static final int TIMEOUT_SECONDS = 20;

  final TargetSpec spec;

  /** The target's own option; of a workflow, the default of the run it starts. */
  final @Nullable Memo memo;

  HistoryTarget(TargetSpec spec, @Nullable Memo memo) {
    this.spec = spec;
    this.memo = memo;
  }

  boolean isWorkflow() {
    return this == WORKFLOW || this == MEMO_WORKFLOW;
  }

  boolean isCached() {
    return this == CACHED || this == CACHED_MEMO || this == BRIEF;
  }

  /** How old a cached value may be. */
  long maxAgeSeconds() {
    return this == BRIEF ? 60 : Long.MAX_VALUE;
  }

  int retryLimit() {
    return this == RETRIED || this == RETRIED_MEMO ? 1 : 0;
  }

  String targetName() {
    return spec.name();
  }
}
