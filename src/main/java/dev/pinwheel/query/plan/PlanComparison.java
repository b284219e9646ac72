package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.query.view.TextFormat;
import java.util.List;

/**
 * What was predicted for a re-run, and what has happened so far.
 *
 * @param rerun the forced execution
 * @param ended whether nothing of the re-run is open any more
 * @param ran steps that executed in it, each once however often it was retried
 * @param reused calls in it that reused something, including repeated ones and those answered from
 *     the cache
 * @param targets both by target: targets of the plan first
 */
public record PlanComparison(
    ExecutionId rerun,
    PlanSummary planned,
    boolean ended,
    int ran,
    int reused,
    List<OfTarget> targets) {

  public PlanComparison {
    targets = List.copyOf(targets);
  }

  /**
   * The calls of one target.
   *
   * @param planned all zero when the target is not in the plan
   */
  public record OfTarget(PlanSummary.OfTarget planned, int ran, int reused) {

    /** Whether as many executed and as many were reused as planned. */
    public boolean isAsPlanned() {
      return ran == planned.willRun() && reused == planned.willBeReused() + planned.reusedIfEqual();
    }
  }

  /** Whether as much executed and as much was reused as planned. */
  public boolean isAsPlanned() {
    return ran == planned.willRun() && reused == planned.willBeReused() + planned.reusedIfEqual();
  }

  /** The targets that differ from the plan. */
  public List<OfTarget> differences() {
    return targets.stream().filter(target -> !target.isAsPlanned()).toList();
  }

  /** E.g. {@code As planned: 2 ran, 4 were reused.}. */
  public String sentence() {
    String happened = "%s ran, %s.".formatted(TextFormat.number(ran), reused(reused));
    if (!ended) {
      return "Planned: %s. So far: %s".formatted(prediction(), happened);
    }
    return isAsPlanned()
        ? "As planned: " + happened
        : "Planned: %s. Actual: %s".formatted(prediction(), happened);
  }

  private String prediction() {
    String certain =
        "%s to run, %s to be reused"
            .formatted(
                TextFormat.number(planned.willRun()), TextFormat.number(planned.willBeReused()));
    return planned.reusedIfEqual() == 0
        ? certain
        : "%s, %s if %s arguments stay equal"
            .formatted(
                certain,
                TextFormat.number(planned.reusedIfEqual()),
                planned.reusedIfEqual() == 1 ? "its" : "their");
  }

  private static String reused(int calls) {
    return calls == 1 ? "1 was reused" : TextFormat.number(calls) + " were reused";
  }
}
