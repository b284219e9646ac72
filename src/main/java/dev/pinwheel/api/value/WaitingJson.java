package dev.pinwheel.api.value;

import dev.pinwheel.query.view.WaitReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Why something waits.
 *
 * @param reason one of a closed set of words
 * @param sentence the same for people; times in it are UTC
 */
@Schema(name = "Waiting")
public record WaitingJson(
    @Schema(
            allowableValues = {
              "slots",
              "noWorker",
              "workerAway",
              "paused",
              "dependency",
              "joined",
              "retry",
              "delayed"
            })
        String reason,
    @Schema(example = "Waiting for a free slot: 8 of 8 busy") String sentence) {

  public static @Nullable WaitingJson of(@Nullable WaitReason reason, Instant now) {
    if (reason == null) {
      return null;
    }
    return new WaitingJson(word(reason), reason.sentence(ZoneOffset.UTC, now));
  }

  private static String word(WaitReason reason) {
    return switch (reason) {
      case WaitReason.Slots slots -> "slots";
      case WaitReason.NoWorker none -> "noWorker";
      case WaitReason.WorkerAway away -> "workerAway";
      case WaitReason.Paused paused -> "paused";
      case WaitReason.Dependency dependency -> "dependency";
      case WaitReason.Joined joined -> "joined";
      case WaitReason.Retry retry -> "retry";
      case WaitReason.Delayed delayed -> "delayed";
    };
  }
}
