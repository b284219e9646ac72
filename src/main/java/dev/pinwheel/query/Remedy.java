package dev.pinwheel.query;

import dev.pinwheel.query.view.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * What to do about an execution that waits.
 *
 * @param action what a person can do; {@link RemedyAction#NOTHING} when it continues by itself
 * @param sentence what to do, or what will happen
 */
public record Remedy(RemedyAction action, String sentence) {

  /** The remedy for a reason; null when it is about to start. */
  static Remedy of(@Nullable WaitReason reason) {
    return switch (reason) {
      case null -> new Remedy(RemedyAction.NOTHING, "It starts automatically.");
      case WaitReason.Slots slots ->
          new Remedy(RemedyAction.START_WORKER, "Start another worker, or wait for a free slot.");
      case WaitReason.NoWorker none ->
          new Remedy(
              RemedyAction.START_WORKER,
              "Start a worker for %s that has module %s."
                  .formatted(none.workspace(), none.module()));
      case WaitReason.WorkerAway away ->
          new Remedy(RemedyAction.START_WORKER, "Start worker %s again.".formatted(away.worker()));
      case WaitReason.Paused paused ->
          new Remedy(RemedyAction.RESUME_WORKSPACE, "Resume %s.".formatted(paused.workspace()));
      case WaitReason.Dependency other ->
          new Remedy(
              RemedyAction.LOOK_AT_OTHER, "It continues when %s ends.".formatted(other.target()));
      case WaitReason.Joined other ->
          new Remedy(
              RemedyAction.LOOK_AT_OTHER, "It continues when %s ends.".formatted(other.target()));
      case WaitReason.Retry retry ->
          new Remedy(RemedyAction.NOTHING, "It is retried automatically.");
      case WaitReason.Delayed delayed ->
          new Remedy(RemedyAction.NOTHING, "It starts automatically.");
    };
  }
}
