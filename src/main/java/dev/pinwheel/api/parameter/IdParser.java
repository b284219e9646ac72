package dev.pinwheel.api.parameter;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;

/** Parses ids. */
public final class IdParser {

  private IdParser() {}

  public static RunId run(String text) {
    return RunId.parse(text).orElseThrow(() -> mistake("a run, such as R7K2", text));
  }

  public static StepId step(String text) {
    return StepId.parse(text)
        .orElseThrow(() -> mistake("a step, such as R7K2:3 (step 3 of run R7K2)", text));
  }

  public static ExecutionId execution(String text) {
    return ExecutionId.parse(text)
        .orElseThrow(
            () -> mistake("an execution, such as R7K2:3:2 (attempt 2 of step R7K2:3)", text));
  }

  private static Rejection mistake(String expected, String found) {
    return Rejection.invalidArgument(
        "Expected the id of %s, found '%s'.".formatted(expected, found));
  }
}
