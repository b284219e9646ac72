package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.State;
import org.jspecify.annotations.Nullable;

/**
 * The status of step 1 of a run at its current attempt, seen from a viewpoint (W5): ended as soon
 * as it has an outcome, whatever else of the run is open.
 *
 * @param execution that attempt; null where it is not visible
 * @param status PART where step 1 is not visible (V1); never {@link State#BLOCKED}
 */
public record RunStatus(RunId run, @Nullable ExecutionId execution, State status) {}
