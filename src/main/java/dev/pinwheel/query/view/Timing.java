package dev.pinwheel.query.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an execution was created, given to a worker, and ended.
 *
 * @param assignedAt null while it is not assigned, and when it was answered by another execution
 * @param endedAt when its outcome was recorded, following forwarding; null while open
 */
public record Timing(Instant createdAt, @Nullable Instant assignedAt, @Nullable Instant endedAt) {

  /** When it was assigned, or created as long as it is not assigned. */
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
