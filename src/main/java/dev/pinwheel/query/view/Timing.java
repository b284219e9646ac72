package dev.pinwheel.query.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an execution was created, given to a worker, and ended.
 *
 * @param assignedAt null when no worker had it (yet), or when it was answered from elsewhere
 * @param endedAt when its outcome was recorded, following forwarding; null while open
 */
public record Timing(Instant createdAt, @Nullable Instant assignedAt, @Nullable Instant endedAt) {

  /** From when it counts: given to a worker, or, while that has not happened, created. */
  public Instant startedAt() {
    return assignedAt == null ? createdAt : assignedAt;
  }

  /** From the start to the end; empty while open. */
  public Optional<Duration> took() {
    if (endedAt == null) {
      return Optional.empty();
    }
    Duration took = Duration.between(startedAt(), endedAt);
    return Optional.of(took.isNegative() ? Duration.ZERO : took);
  }
}
