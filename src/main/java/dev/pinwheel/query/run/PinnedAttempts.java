package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which steps to draw at another attempt than the current one. With an earlier attempt pinned, the
 * visible attempts that called it are drawn, too: the tree as it was.
 */
public record PinnedAttempts(Map<StepId, Integer> attempts) {

  public static final PinnedAttempts NONE = new PinnedAttempts(Map.of());

  public PinnedAttempts {
    attempts = Map.copyOf(attempts);
  }

  public static PinnedAttempts of(ExecutionId execution) {
    return new PinnedAttempts(Map.of(execution.step(), execution.attempt()));
  }

  public boolean isEmpty() {
    return attempts.isEmpty();
  }

  public OptionalInt attemptOf(StepId step) {
    Integer attempt = attempts.get(step);
    return attempt == null ? OptionalInt.empty() : OptionalInt.of(attempt);
  }
}
