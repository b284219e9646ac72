package dev.pinwheel.api.run;

import dev.pinwheel.api.run.RunDetailJson.FirstErrorJson;
import dev.pinwheel.api.value.TimingJson;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list, seen from a workspace.
 *
 * @param argumentLine the arguments of the workflow in one line; absent when they are not visible
 *     from here
 * @param status how step 1's current attempt ended, once nothing visible is open; else running,
 *     waiting, queued or scheduled; part when step 1 is not visible from here
 * @param scheduledAt when a scheduled run goes on
 * @param active whether anything visible of it is open
 * @param stale whether a call of the tree is outdated
 * @param kept whether somebody marked it to be kept
 * @param failedSteps failed, timed out or abandoned; those that were cancelled are not among them
 * @param cancelledSteps how many of its steps were cancelled
 * @param endedExecutions how many of its visible executions have ended
 * @param reusedCalls of {@code calls}: how many made no execution
 * @param submittedIn absent when that workspace is not visible from here
 * @param rerunIn the other visible workspaces where anything of it executed, nearest first
 * @param lastActivityAt when anything visible of it changed last
 * @param timing of step 1's current attempt; absent when that is not visible from here
 * @param error of a run that failed: the failed leaf, first in call order; in a very large run the
 *     workflow itself
 */
@Schema(name = "Run")
record RunJson(
    @Schema(example = "R7K2") String run,
    String module,
    String workflow,
    @Schema(example = "userId \"u1\", month 3") @Nullable String argumentLine,
    State status,
    @Nullable Instant scheduledAt,
    boolean active,
    boolean stale,
    boolean kept,
    int failedSteps,
    int cancelledSteps,
    int endedExecutions,
    int executions,
    int reusedCalls,
    int calls,
    @Nullable String submittedIn,
    List<String> rerunIn,
    Instant submittedAt,
    String submittedBy,
    Instant lastActivityAt,
    @Nullable TimingJson timing,
    @Nullable FirstErrorJson error) {

  static RunJson of(RunRow row) {
    WorkspaceName submittedIn = row.submittedIn();
    return new RunJson(
        row.run().toString(),
        row.module(),
        row.workflow(),
        row.argumentLine(),
        row.status(),
        row.scheduledAt(),
        row.active(),
        row.stale(),
        row.kept(),
        row.failed(),
        row.cancelled(),
        row.done(),
        row.total(),
        row.reusedCalls(),
        row.calls(),
        submittedIn == null ? null : submittedIn.value(),
        row.rerunIn().stream().map(WorkspaceName::value).toList(),
        row.submittedAt(),
        row.submittedBy(),
        row.lastActivityAt(),
        row.timing() == null ? null : TimingJson.of(row.timing()),
        FirstErrorJson.of(row.error()));
  }

  /**
   * A page of runs, the one with the latest visible activity first.
   *
   * @param nextCursor absent on the last page
   */
  @Schema(name = "RunPage")
  record PageJson(List<RunJson> runs, @Nullable String nextCursor) {}
}
