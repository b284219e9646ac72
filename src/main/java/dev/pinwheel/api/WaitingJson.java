package dev.pinwheel.api;

import dev.pinwheel.query.WaitReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why something waits.
 *
 * @param reason one of a closed set of words
 * @param sentence the same for people; times in it are UTC
 */
@Schema(name = "Waiting")
record WaitingJson(
    @Schema(example = "slots") String reason,
    @Schema(example = "Waiting for a free slot: 8 of 8 busy") String sentence) {

  static @Nullable WaitingJson of(@Nullable WaitReason reason, Instant now) {
    if (reason == null) {
      return null;
    }
    String word = reason.getClass().getSimpleName();
    return new WaitingJson(
        word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1),
        reason.sentence(ZoneOffset.UTC, now));
  }
}
