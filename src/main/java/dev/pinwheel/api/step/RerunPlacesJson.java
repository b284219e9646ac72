package dev.pinwheel.api.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunPlace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a step may be re-run.
 *
 * @param places the workspaces, the one looked from first
 * @param childBase the base to give a new workspace in which to re-run it
 */
@Schema(name = "RerunPlaces")
record RerunPlacesJson(String step, List<PlaceJson> places, @Nullable String childBase) {

  static RerunPlacesJson of(RerunChoice choice) {
    WorkspaceName childBase = choice.childBase();
    return new RerunPlacesJson(
        choice.step().toString(),
        choice.places().stream().map(PlaceJson::of).toList(),
        childBase == null ? null : childBase.value());
  }

  /**
   * A workspace.
   *
   * @param allowed whether it may be re-run there
   * @param refusal why not; absent when it is allowed
   * @param canRun whether a worker there has the module
   * @param runsOn the worker that would get it; absent when there is none
   * @param openExecution what is open there and would be superseded
   */
  @Schema(name = "RerunPlace")
  record PlaceJson(
      String workspace,
      boolean allowed,
      @Nullable String refusal,
      boolean canRun,
      @Nullable String runsOn,
      @Nullable String openExecution) {

    static PlaceJson of(RerunPlace place) {
      String refusal = place.refusal();
      ExecutionId open = place.openAttempt();
      return new PlaceJson(
          place.name().value(),
          place.isAllowed(),
          refusal == null ? null : place.name() + " " + refusal + ".",
          place.canRun(),
          place.runsOn().isEmpty() ? null : place.runsOn(),
          open == null ? null : open.toString());
    }
  }
}
