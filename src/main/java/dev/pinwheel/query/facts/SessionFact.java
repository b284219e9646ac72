package dev.pinwheel.query.facts;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.dispatch.DispatchRule.Offer;
import dev.pinwheel.query.view.WaitReason;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of a worker that is open, or that executions still wait for (D1).
 *
 * @param label as people see it
 * @param scope the name its workspace has now, or its pattern; null for the embedded worker
 * @param manifests the ids of the manifests it declares, by module; empty when they are not known
 * @param busy slots in use; a waiting execution has given its slot back (D2)
 * @param heardAt the last heartbeat that was recorded
 * @param suspendedAt since when its worker cannot be reached; null when it can
 * @param draining it takes nothing new
 * @param endedAt null while it is open
 * @param lost it ended because its worker sent nothing for too long
 * @param awaitedUntil how long executions wait for it after its end; null while it is open
 */
public record SessionFact(
    long id,
    String label,
    String worker,
    @Nullable String scope,
    String codeVersion,
    int concurrency,
    Set<String> modules,
    Map<String, Long> manifests,
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
    manifests = Map.copyOf(manifests);
  }

  public boolean isEmbedded() {
    return scope == null;
  }

  /** It accepts no new executions. */
  public boolean isGone() {
    return endedAt != null || suspendedAt != null || draining;
  }

  /** It is connected, but accepts only what its own executions need. */
  boolean isLeaving() {
    return draining && suspendedAt == null && endedAt == null;
  }

  /**
   * @param targets names, by id of a manifest; of manifests that need not be told apart, none
   */
  DispatchRule.Candidate asCandidate(Map<Long, Set<String>> targets) {
    Map<String, Offer> offers = new HashMap<>();
    for (String module : modules) {
      Long manifest = manifests.get(module);
      offers.put(module, manifest == null ? Offer.ANY : new Offer(manifest, targets.get(manifest)));
    }
    return new DispatchRule.Candidate(
        id,
        worker,
        scope,
        offers,
        concurrency,
        Math.max(0, concurrency - busy),
        isGone(),
        draining || endedAt != null);
  }

  /** {@code worker joe@laptop, 3f2a91}, or {@code embedded worker}. */
  public String words() {
    return isEmbedded() ? EMBEDDED : "worker %s, %s".formatted(worker, codeVersion);
  }

  /** Why and since when it accepts nothing; null when it does. */
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
