package dev.pinwheel.api.run;

import dev.pinwheel.api.value.TimingJson;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StaleCause;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as a whole, seen from a workspace.
 *
 * @param argumentLine the arguments of the workflow in one line; absent when they are not visible
 *     from here
 * @param status how step 1's current attempt ended, once nothing visible is open; else running,
 *     waiting, queued or scheduled; part when step 1 is not visible from here
 * @param scheduledAt when a scheduled run goes on
 * @param openHere how many of its executions are open in that very workspace: what cancelling ends
 * @param openIn the visible workspaces where anything of it is open, nearest first
 * @param submittedIn absent when that workspace is not visible from here
 * @param kept whether somebody marked it to be kept
 * @param spawnedBy the step of another run that called this workflow
 * @param timing of step 1's current attempt; absent when that is not visible from here
 * @param firstError the failed leaf, first in call order
 * @param reuse how much was reused
 * @param staleness fresh, mayBecomeStale, staleBelow or stale
 * @param staleCauses why it is stale
 * @param steps how many steps its call tree has
 * @param endedSteps how many of them have ended
 * @param failedSteps failed, timed out or abandoned; those that were cancelled are not among them
 * @param cancelledSteps how many of them were cancelled
 */
@Schema(name = "RunDetail")
record RunDetailJson(
    @Schema(example = "R7K2") String run,
    String module,
    String workflow,
    @Schema(example = "userId \"u1\", month 3") @Nullable String argumentLine,
    State status,
    @Nullable Instant scheduledAt,
    boolean active,
    int openHere,
    List<String> openIn,
    @Nullable String submittedIn,
    Instant submittedAt,
    String submittedBy,
    boolean kept,
    @Nullable String spawnedBy,
    @Nullable TimingJson timing,
    @Nullable FirstErrorJson firstError,
    ReuseJson reuse,
    Staleness staleness,
    List<StaleCauseJson> staleCauses,
    int steps,
    int endedSteps,
    int failedSteps,
    int cancelledSteps) {

  static RunDetailJson of(RunTree tree, boolean kept) {
    RunHeader header = tree.header();
    WorkspaceName submittedIn = header.submittedIn();
    StepId spawnedBy = header.spawnedBy();
    return new RunDetailJson(
        header.run().toString(),
        header.module(),
        header.workflow(),
        header.argumentLine(),
        header.status(),
        header.scheduledAt(),
        header.active(),
        header.openHere(),
        header.openIn().stream().map(WorkspaceName::value).toList(),
        submittedIn == null ? null : submittedIn.value(),
        header.submittedAt(),
        header.submittedBy(),
        kept,
        spawnedBy == null ? null : spawnedBy.toString(),
        header.timing() == null ? null : TimingJson.of(header.timing()),
        FirstErrorJson.of(header.firstError()),
        new ReuseJson(
            header.reuse().reusedCalls(),
            header.reuse().calls(),
            header.reuse().workNotRepeated().toMillis()),
        header.staleness(),
        header.staleCauses().stream().map(StaleCauseJson::of).toList(),
        header.progress().steps(),
        header.progress().ended(),
        header.progress().failed(),
        header.progress().cancelled());
  }

  /**
   * The failed leaf of a tree.
   *
   * @param type the class of what was thrown, or a word such as timedOut
   * @param message its message
   */
  @Schema(name = "FirstError")
  record FirstErrorJson(String step, String target, State state, String type, String message) {

    static @Nullable FirstErrorJson of(RunHeader.@Nullable FirstError error) {
      return error == null
          ? null
          : new FirstErrorJson(
              error.step().toString(),
              error.target(),
              error.state(),
              error.failure().type(),
              error.failure().message());
    }
  }

  /**
   * What was reused.
   *
   * @param reusedCalls of {@code calls}
   * @param workNotRepeatedMillis how long the executions took that reused calls refer to
   */
  @Schema(name = "Reuse")
  record ReuseJson(int reusedCalls, int calls, long workNotRepeatedMillis) {}

  /**
   * Why something is stale: it holds one execution, and the same lookup made now finds another.
   *
   * @param held absent when that is not visible from here
   * @param found the execution that the same lookup finds now
   * @param settled false while that one is open
   * @param holders the steps that made the calls
   */
  @Schema(name = "StaleCause")
  record StaleCauseJson(
      String target, @Nullable String held, String found, boolean settled, List<String> holders) {

    static StaleCauseJson of(StaleCause cause) {
      return new StaleCauseJson(
          cause.target(),
          cause.held() == null ? null : cause.held().toString(),
          cause.found().toString(),
          cause.settled(),
          cause.holders().stream().map(holder -> holder.step().toString()).toList());
    }
  }
}
