package dev.pinwheel.query.facts;

import dev.pinwheel.model.ResultKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result as loaded, without its value.
 *
 * @param cause of a retried execution, how it had ended itself; else null
 * @param hash of the value in canonical form, or of a failure's type and message; in hex
 * @param failureType class name; null when it did not fail
 * @param successor of a forwarding kind; else null
 */
public record ResultFact(
    ResultKind kind,
    @Nullable ResultKind cause,
    String hash,
    @Nullable String failureType,
    @Nullable Long successor,
    @Nullable String endedBy,
    Instant recordedAt) {

  /**
   * T1: both are values with equal canonical form, or failures of the same kind, type and message.
   */
  public boolean isSameOutcomeAs(ResultFact other) {
    return kind == other.kind && hash.equals(other.hash);
  }

  /** A text that is equal for equal outcomes (T1). */
  public String comparable() {
    return kind.word() + " " + hash;
  }
}
