package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.State;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, seen from a viewpoint: what its step 1 says at its current attempt (W5).
 *
 * @param execution that attempt; null where it is not visible
 * @param status PART where step 1 is not visible (V1); never {@link State#BLOCKED}
 */
public record RunStatus(RunId run, @Nullable ExecutionId execution, State status) {}
