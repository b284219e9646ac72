package dev.pinwheel.query.plan;

import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the re-run dialog shows.
 *
 * @param memoized whether the step has a memo key
 * @param callers whether any visible call refers to it: those are not re-run (F7)
 * @param places the viewer's workspace first, then the step's origin when that is another one, then
 *     the other workspaces that are not archived, allowed before refused, by name
 * @param childBase the base for "New child workspace…": the viewer's workspace when a child of it
 *     will do, else the origin; null when that is not visible or may not be a base
 */
public record RerunChoice(
    StepId step,
    String module,
    String target,
    boolean memoized,
    boolean callers,
    List<RerunPlace> places,
    @Nullable WorkspaceName childBase) {

  public RerunChoice {
    places = List.copyOf(places);
  }

  /** The places alone. */
  public RerunOffer offer() {
    return new RerunOffer(List.of(module), places, childBase);
  }
}
