package dev.pinwheel.api.value;

import dev.pinwheel.query.view.Timing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something was created, given to a worker, and ended.
 *
 * @param assignedAt absent when no worker had it
 * @param endedAt absent while it is open
 * @param tookMillis from the assignment (without one: the creation) to the end
 */
@Schema(name = "Timing")
public record TimingJson(
    Instant createdAt,
    @Nullable Instant assignedAt,
    @Nullable Instant endedAt,
    @Nullable Long tookMillis) {

  public static TimingJson of(Timing timing) {
    return new TimingJson(
        timing.createdAt(),
        timing.assignedAt(),
        timing.endedAt(),
        timing.took().map(Duration::toMillis).orElse(null));
  }
}
