package dev.pinwheel.query.facts;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Rerun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visible execution as loaded.
 *
 * @param sequence the engine sequence number: higher is newer
 * @param depth of its workspace in the viewer's chain; 0 is the viewer's own
 * @param seriesAttempt 1 for a first or forced execution, counting up through its retries (E3)
 * @param rerunSequence the forced execution whose re-run it belongs to; null for none
 * @param assignedAt null when it was never assigned
 * @param result null while it is open
 * @param rerun null unless this execution itself was forced
 */
public record ExecutionFact(
    long sequence,
    ExecutionId id,
    StepFact step,
    Workspace workspace,
    int depth,
    Attempt.Cause cause,
    int seriesAttempt,
    @Nullable Long rerunSequence,
    @Nullable Instant notBefore,
    Instant createdAt,
    @Nullable Instant assignedAt,
    @Nullable Double progress,
    @Nullable ResultFact result,
    @Nullable Rerun rerun) {

  public boolean isOpen() {
    return result == null;
  }

  /** The execution that it forwards to (E1); null when it does not, or is open. */
  public @Nullable Long successor() {
    return result == null ? null : result.successor();
  }

  /** W5: whether it is in a nearer workspace, or newer in the same one. */
  public boolean isNearerOrNewerThan(ExecutionFact other) {
    return depth != other.depth ? depth < other.depth : sequence > other.sequence;
  }

  /** The same, forced by this re-run. */
  ExecutionFact with(Rerun forcedBy) {
    return new ExecutionFact(
        sequence,
        id,
        step,
        workspace,
        depth,
        cause,
        seriesAttempt,
        rerunSequence,
        notBefore,
        createdAt,
        assignedAt,
        progress,
        result,
        forcedBy);
  }
}
