package dev.pinwheel.api.run;

import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.api.value.TimingJson;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list, seen from a workspace.
 *
 * @param status of step 1's current attempt; part when that is not visible from here
 * @param active whether anything visible of it is open
 * @param submittedIn absent when that workspace is not visible from here
 * @param timing of step 1's current attempt; absent when that is not visible from here
 * @param rerunIn the other visible workspaces where anything of it executed, nearest first
 */
@Schema(name = "Run")
record RunJson(
    @Schema(example = "R7K2") String run,
    String module,
    String workflow,
    @Schema(example = "done") String status,
    boolean active,
    boolean stale,
    int failedSteps,
    int endedExecutions,
    int executions,
    int reusedCalls,
    int calls,
    @Nullable String submittedIn,
    List<String> rerunIn,
    Instant submittedAt,
    String submittedBy,
    Instant lastActivityAt,
    @Nullable TimingJson timing) {

  static RunJson of(RunRow row) {
    WorkspaceName submittedIn = row.submittedIn();
    return new RunJson(
        row.run().toString(),
        row.module(),
        row.workflow(),
        EnumNames.word(row.status()),
        row.active(),
        row.stale(),
        row.failed(),
        row.done(),
        row.total(),
        row.reusedCalls(),
        row.calls(),
        submittedIn == null ? null : submittedIn.value(),
        row.rerunIn().stream().map(WorkspaceName::value).toList(),
        row.submittedAt(),
        row.submittedBy(),
        row.lastActivityAt(),
        row.timing() == null ? null : TimingJson.of(row.timing()));
  }

  /**
   * A page of runs, the one with the latest visible activity first.
   *
   * @param nextCursor absent on the last page
   */
  @Schema(name = "RunPage")
  record PageJson(List<RunJson> runs, @Nullable String nextCursor) {}
}
