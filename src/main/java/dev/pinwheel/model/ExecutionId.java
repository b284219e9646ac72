package dev.pinwheel.model;

import java.util.Optional;

/**
 * Identifies an execution: {@code R7K2:3:2}, attempt 2 of step 3 of run R7K2.
 *
 * @param attempt from 1 within the step
 */
public record ExecutionId(StepId step, int attempt) {

  public ExecutionId {
    if (attempt < 1) {
      throw new IllegalArgumentException("Attempts are numbered from 1, found " + attempt);
    }
  }

  public RunId run() {
    return step.run();
  }

  /** Empty when the text is not of the form {@code R7K2:3:2}. */
  public static Optional<ExecutionId> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    Optional<StepId> step = StepId.parse(text.substring(0, colon));
    int attempt = StepId.positive(text.substring(colon + 1));
    return attempt == 0 ? Optional.empty() : step.map(id -> new ExecutionId(id, attempt));
  }

  @Override
  public String toString() {
    return step + ":" + attempt;
  }
}
