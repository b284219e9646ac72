package dev.pinwheel.api;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.ExecutionView;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.RunTree;
import dev.pinwheel.query.State;
import dev.pinwheel.query.Viewpoint;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run: that of step 1's current attempt.
 *
 * @param settled false while it is open
 * @param value when the status is done
 * @param failure when it ended otherwise
 */
@Schema(name = "Result")
record ResultJson(
    String run,
    String execution,
    @Schema(example = "done") String status,
    boolean settled,
    @Nullable JsonText value,
    @Nullable FailureJson failure) {

  static ResultJson of(ReadModels reads, Viewpoint viewpoint, RunTree tree) {
    State status = tree.header().status();
    ExecutionId execution = tree.root().execution();
    ExecutionView view = status.isOpen() ? null : reads.executions().get(viewpoint, execution);
    return new ResultJson(
        tree.header().run().toString(),
        execution.toString(),
        Wire.word(status),
        !status.isOpen(),
        status == State.DONE && view != null && view.result() != null
            ? JsonText.of(reads.executions().loadResult(viewpoint, execution))
            : null,
        view == null ? null : FailureJson.of(view.failure()));
  }
}
