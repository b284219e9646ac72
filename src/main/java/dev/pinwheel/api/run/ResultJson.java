package dev.pinwheel.api.run;

import dev.pinwheel.api.value.FailureJson;
import dev.pinwheel.api.value.VerbatimJson;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunStatus;
import dev.pinwheel.query.step.ExecutionViews;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run: that of step 1's current attempt.
 *
 * @param execution absent when it is not visible from here: the status is part
 * @param settled false while it is open
 * @param value when the status is done
 * @param failure when it ended otherwise
 */
@Schema(name = "Result")
record ResultJson(
    String run,
    @Nullable String execution,
    State status,
    boolean settled,
    @Nullable VerbatimJson value,
    @Nullable FailureJson failure) {

  static ResultJson read(ReadModels reads, Viewpoint viewpoint, RunId run) {
    RunStatus status = reads.runs().getStatus(viewpoint, run);
    ExecutionId execution = status.execution();
    boolean settled = !status.status().isOpen();
    ExecutionViews.Ended end =
        settled && execution != null
            ? reads.executions().loadEnd(viewpoint, execution)
            : new ExecutionViews.Ended(null, null);
    Json value = status.status() == State.DONE ? end.value() : null;
    return new ResultJson(
        run.toString(),
        execution == null ? null : execution.toString(),
        status.status(),
        settled,
        value == null ? null : VerbatimJson.of(value),
        FailureJson.of(end.failure()));
  }
}
