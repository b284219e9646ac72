package dev.pinwheel.model;

import java.time.Duration;
import java.util.List;

/**
 * What was predicted of a re-run, counted; recorded with it, so that it can be compared with what
 * then happened.
 *
 * @param willRun calls that execute, the forced step among them
 * @param willBeReused calls certain to be reused
 * @param reusedIfEqual calls that are reused if their arguments stay equal
 * @param workNotRepeated by those certain to be reused
 * @param targets the same by target, in call order; the first few when there are very many
 */
public record PlanSummary(
    int willRun,
    int willBeReused,
    int reusedIfEqual,
    Duration workNotRepeated,
    List<OfTarget> targets) {

  public PlanSummary {
    targets = List.copyOf(targets);
  }

  /** The calls of one target. */
  public record OfTarget(
      String module, String target, int willRun, int willBeReused, int reusedIfEqual) {}
}
