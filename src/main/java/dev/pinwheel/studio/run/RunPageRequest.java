package dev.pinwheel.studio.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.run.drawing.GraphModelBuilder;
import dev.pinwheel.studio.run.drawing.StepOrder;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data that a run page requests.
 *
 * @param attempt of the selected step; null for the current one
 * @param toggled cards and groups that are drawn the other way
 * @param sorted walls whose cells are not in call order, by the id of the card
 * @param tidied how often a full layout was requested
 */
record RunPageRequest(
    Viewpoint viewpoint,
    RunId run,
    @Nullable StepId step,
    @Nullable Integer attempt,
    Set<String> toggled,
    Map<String, StepOrder> sorted,
    int tidied,
    ZoneId zone) {

  RunPageRequest {
    toggled = Set.copyOf(toggled);
    sorted = Map.copyOf(sorted);
  }

  /** Whether the steps that only earlier attempts called are shown, too. */
  boolean earlierSteps() {
    return toggled.contains(GraphModelBuilder.EARLIER);
  }

  /** The steps to draw at another attempt than the current one. */
  PinnedAttempts pins() {
    return step == null || attempt == null
        ? PinnedAttempts.NONE
        : PinnedAttempts.of(new ExecutionId(step, attempt));
  }
}
