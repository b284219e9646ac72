package dev.pinwheel.api.run;

import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.api.value.TimingJson;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StaleCause;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as a whole, seen from a workspace.
 *
 * @param openHere how many of its executions are open in that very workspace: what cancelling ends
 * @param openIn the visible workspaces where anything of it is open, nearest first
 * @param status of step 1's current attempt; part when that is not visible from here
 * @param timing of step 1's current attempt; absent when that is not visible from here
 * @param spawnedBy the step of another run that called this workflow
 * @param firstError the failed leaf, first in call order
 * @param steps how many steps its call tree has
 */
@Schema(name = "RunDetail")
record RunDetailJson(
    @Schema(example = "R7K2") String run,
    String module,
    String workflow,
    @Schema(example = "done") String status,
    boolean active,
    int openHere,
    List<String> openIn,
    @Nullable String submittedIn,
    Instant submittedAt,
    String submittedBy,
    @Nullable String spawnedBy,
    @Nullable TimingJson timing,
    @Nullable FirstErrorJson firstError,
    ReuseJson reuse,
    String staleness,
    List<StaleCauseJson> staleCauses,
    int steps) {

  static RunDetailJson of(RunTree tree) {
    RunHeader header = tree.header();
    WorkspaceName submittedIn = header.submittedIn();
    StepId spawnedBy = header.spawnedBy();
    return new RunDetailJson(
        header.run().toString(),
        header.module(),
        header.workflow(),
        EnumNames.word(header.status()),
        header.active(),
        header.openHere(),
        header.openIn().stream().map(WorkspaceName::value).toList(),
        submittedIn == null ? null : submittedIn.value(),
        header.submittedAt(),
        header.submittedBy(),
        spawnedBy == null ? null : spawnedBy.toString(),
        header.timing() == null ? null : TimingJson.of(header.timing()),
        FirstErrorJson.of(header.firstError()),
        new ReuseJson(
            header.reuse().reusedCalls(),
            header.reuse().calls(),
            header.reuse().workNotRepeated().toMillis()),
        EnumNames.word(header.staleness()),
        header.staleCauses().stream().map(StaleCauseJson::of).toList(),
        tree.nodes().size());
  }

  /** The failed leaf of a tree. */
  @Schema(name = "FirstError")
  record FirstErrorJson(String step, String target, String state, String type, String message) {

    static @Nullable FirstErrorJson of(RunHeader.@Nullable FirstError error) {
      return error == null
          ? null
          : new FirstErrorJson(
              error.step().toString(),
              error.target(),
              EnumNames.word(error.state()),
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
