package dev.pinwheel.query;

import dev.pinwheel.query.facts.SessionFact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker that serves the viewer's workspace or a base of it.
 *
 * @param session as people see it, such as {@code S42}
 * @param serves the workspace or pattern; null for the embedded worker, which serves all, last in
 *     line (D1)
 * @param modules by name; all of one code version
 * @param busy slots that compute now, for whomever; a waiting execution has given its slot back
 * @param executing what it has of executions visible from here, waiting ones included
 * @param heardAt the last sign of life, as written every few seconds
 * @param since when it came into this state
 * @param awaitedUntil until when executions wait for one that left or is lost; null otherwise
 */
public record WorkerView(
    String session,
    String worker,
    @Nullable String serves,
    String codeVersion,
    List<String> modules,
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
  }

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
