package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.State;

/**
 * How a run stands, seen from a viewpoint: what its step 1 says at its current attempt (W5).
 *
 * @param execution that attempt
 * @param status never {@link State#BLOCKED}
 */
public record RunStatus(RunId run, ExecutionId execution, State status) {}
