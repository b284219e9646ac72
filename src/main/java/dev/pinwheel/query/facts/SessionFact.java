package dev.pinwheel.query.facts;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.query.view.WaitReason;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of a worker that is open, or that executions still wait for (D1).
 *
 * @param scope the name its workspace has now, or its pattern; null for the embedded worker
 * @param busy slots that compute; a waiting execution has given its slot back (D2)
 * @param heardAt the last sign of life that was written
 * @param suspendedAt since when its worker cannot be reached; null when it can
 * @param draining it takes nothing new
 * @param endedAt null while it is open
 * @param lost it ended because nothing was heard of its worker
 * @param awaitedUntil how long executions wait for it after its end; null while it is open
 */
public record SessionFact(
    long id,
    String worker,
    @Nullable String scope,
    String codeVersion,
    int concurrency,
    Set<String> modules,
    int busy,
    Instant openedAt,
    Instant heardAt,
    @Nullable Instant suspendedAt,
    boolean draining,
    @Nullable Instant endedAt,
    boolean lost,
    @Nullable Instant awaitedUntil) {

  public static final String EMBEDDED = "embedded worker";

  public SessionFact {
    modules = Set.copyOf(modules);
  }

  public boolean isEmbedded() {
    return scope == null;
  }

  /** It takes nothing now. */
  public boolean isGone() {
    return endedAt != null || suspendedAt != null || draining;
  }

  /** It takes nothing but what its own executions need, and can be reached for that. */
  boolean isLeaving() {
    return draining && suspendedAt == null && endedAt == null;
  }

  DispatchRule.Candidate asCandidate() {
    return new DispatchRule.Candidate(
        id, worker, scope, modules, concurrency, Math.max(0, concurrency - busy), isGone());
  }

  /** {@code worker joe@laptop, 3f2a91}, or {@code embedded worker}. */
  public String words() {
    return isEmbedded() ? EMBEDDED : "worker %s, %s".formatted(worker, codeVersion);
  }

  /** Why and since when it takes nothing; null when it does. */
  WaitReason.@Nullable WorkerAway away() {
    if (endedAt != null) {
      return new WaitReason.WorkerAway(worker, WaitReason.Absence.GONE, endedAt, awaitedUntil);
    }
    if (suspendedAt != null) {
      return new WaitReason.WorkerAway(worker, WaitReason.Absence.SILENT, suspendedAt, null);
    }
    return draining
        ? new WaitReason.WorkerAway(worker, WaitReason.Absence.LEAVING, heardAt, null)
        : null;
  }
}
