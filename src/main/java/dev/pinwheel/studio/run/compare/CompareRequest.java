package dev.pinwheel.studio.run.compare;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.view.Viewpoint;
import java.time.ZoneId;
import java.util.Set;

/**
 * What the Compare page asks for.
 *
 * @param pins the attempt that is looked at
 * @param with as {@code CompareWith} reads it
 * @param call key of the selected call; empty for the first difference
 * @param toggled cards and groups of the graph that are drawn the other way
 * @param limits how much of the list of differences is shown
 */
record CompareRequest(
    Viewpoint viewpoint,
    RunId run,
    PinnedAttempts pins,
    String with,
    String call,
    Set<String> toggled,
    DifferenceLimits limits,
    ZoneId zone) {

  CompareRequest {
    toggled = Set.copyOf(toggled);
  }

  /** Asks for the first differences. */
  CompareRequest(
      Viewpoint viewpoint,
      RunId run,
      PinnedAttempts pins,
      String with,
      String call,
      Set<String> toggled,
      ZoneId zone) {
    this(viewpoint, run, pins, with, call, toggled, DifferenceLimits.AT_FIRST, zone);
  }

  CompareRequest withToggled(Set<String> drawnTheOtherWay) {
    return new CompareRequest(viewpoint, run, pins, with, call, drawnTheOtherWay, limits, zone);
  }

  CompareRequest withLimits(DifferenceLimits shown) {
    return new CompareRequest(viewpoint, run, pins, with, call, toggled, shown, zone);
  }

  /** Whether the same comparison is asked for, maybe with another call selected, or more of it. */
  boolean isOfSameComparison(CompareRequest other) {
    return withoutCall().equals(other.withoutCall());
  }

  private CompareRequest withoutCall() {
    return new CompareRequest(viewpoint, run, pins, with, "", toggled, zone);
  }

  /** The step whose attempts are compared. */
  StepId step() {
    return pins.attempts().keySet().stream().findFirst().orElse(new StepId(run, 1));
  }
}
