package dev.pinwheel.studio.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.run.drawing.GraphPicture;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run page wants to know.
 *
 * @param attempt of the selected step; null for the current one
 * @param toggled cards and groups that are drawn the other way
 * @param tidied how often a full layout was asked for
 */
record RunQuestion(
    Viewpoint viewpoint,
    RunId run,
    @Nullable StepId step,
    @Nullable Integer attempt,
    Set<String> toggled,
    int tidied,
    ZoneId zone) {

  RunQuestion {
    toggled = Set.copyOf(toggled);
  }

  /** Whether the steps that only earlier attempts called are shown, too. */
  boolean earlierSteps() {
    return toggled.contains(GraphPicture.EARLIER);
  }

  /** The steps to draw at another attempt than the current one. */
  PinnedAttempts pins() {
    return step == null || attempt == null
        ? PinnedAttempts.NONE
        : PinnedAttempts.of(new ExecutionId(step, attempt));
  }
}
