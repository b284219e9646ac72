package dev.pinwheel.query;

import dev.pinwheel.query.facts.SessionFact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker that serves the viewer's workspace or a base of it.
 *
 * @param session such as {@code S3}, a number among the sessions of this worker
 * @param serves the workspace or pattern; null for the embedded worker, which serves all, last in
 *     line (D1)
 * @param modules by name; all of one code version
 * @param replaced modules of which a newer manifest counts for the same workspace or pattern, by
 *     name (W6)
 * @param busy slots in use, whichever workspace uses them; a waiting execution has given its slot
 *     back
 * @param executing its executions that are visible from here, waiting ones included
 * @param heardAt the last heartbeat, recorded every few seconds
 * @param since when it entered this state
 * @param awaitedUntil until when executions wait for a worker that left or is lost; null otherwise
 */
public record WorkerView(
    String session,
    String worker,
    @Nullable String serves,
    String codeVersion,
    List<String> modules,
    List<ReplacedModule> replaced,
    int busy,
    int slots,
    int executing,
    WorkerState state,
    Instant openedAt,
    Instant heardAt,
    Instant since,
    @Nullable Instant awaitedUntil) {

  public WorkerView {
    modules = List.copyOf(modules);
    replaced = List.copyOf(replaced);
  }

  /**
   * A module whose newest manifest another worker declared.
   *
   * @param by that worker; null when it was not recorded
   * @param since when it declared it
   */
  public record ReplacedModule(String module, @Nullable String by, Instant since) {}

  public boolean isEmbedded() {
    return serves == null;
  }

  /** {@code joe@laptop}, or {@code embedded worker}. */
  public String name() {
    return isEmbedded() ? SessionFact.EMBEDDED : worker;
  }

  /** {@code development/joe}, {@code development/*} or {@code all, last in line}. */
  public String servesInWords() {
    return serves == null ? "all, last in line" : serves;
  }
}
