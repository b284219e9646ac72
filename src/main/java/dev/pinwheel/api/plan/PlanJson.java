package dev.pinwheel.api.plan;

import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.PlanLine;
import dev.pinwheel.query.plan.PlannedCall;
import dev.pinwheel.query.plan.RerunPlan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What re-running a step would do, predicted from its last call tree.
 *
 * @param willRun the forced step, calls that are neither memoized nor cached, and those for which
 *     nothing fits
 * @param willBeReused calls looked up, or answered from the cache, with arguments that cannot have
 *     changed
 * @param reusedIfEqual the same with arguments that something before them may change
 * @param workNotRepeatedMillis how long what will be reused took, with what it called
 * @param canRun whether workers there have everything that will run
 * @param obstacles why not, a sentence each
 * @param note why it may come otherwise; absent when nothing speaks for it
 */
@Schema(name = "Plan")
record PlanJson(
    @Schema(example = "R7K2:3") String step,
    String target,
    String workspace,
    PlanClassJson willRun,
    PlanClassJson willBeReused,
    PlanClassJson reusedIfEqual,
    long workNotRepeatedMillis,
    boolean canRun,
    List<String> obstacles,
    @Nullable String note) {

  static PlanJson of(RerunPlan plan, Instant now) {
    return new PlanJson(
        plan.step().toString(),
        plan.target(),
        plan.workspace().value(),
        PlanClassJson.of(plan, PlanClass.WILL_RUN),
        PlanClassJson.of(plan, PlanClass.WILL_BE_REUSED),
        PlanClassJson.of(plan, PlanClass.REUSED_IF_EQUAL),
        plan.workNotRepeated().toMillis(),
        plan.canRun(),
        plan.obstacles().stream().map(reason -> reason.sentence(ZoneOffset.UTC, now)).toList(),
        plan.note().orElse(null));
  }

  /**
   * The calls of a class.
   *
   * @param calls how many, repeated ones counted
   * @param lines in call order
   */
  @Schema(name = "PlanClass")
  record PlanClassJson(int calls, List<PlanLineJson> lines) {

    static PlanClassJson of(RerunPlan plan, PlanClass planned) {
      return new PlanClassJson(
          plan.count(planned), plan.lines(planned).stream().map(PlanLineJson::of).toList());
    }
  }

  /**
   * Calls of one target of which the same is predicted.
   *
   * @param module absent, with the target, when nothing of the step is visible from the workspace
   * @param cause forced, alsoForced, notMemoized, nothingFits, startsRun; memoized, joined,
   *     earlierSuccess, madeBefore, cached
   * @param tookMillis what is reused, or what runs took last time, summed up
   * @param from the workspace of what is reused, when it is another one
   * @param attempt of what is reused; absent when the cache answers
   * @param after the earlier call that may change the arguments
   */
  @Schema(name = "PlanLine")
  record PlanLineJson(
      @Nullable String module,
      @Nullable String target,
      int calls,
      PlannedCall.Cause cause,
      @Nullable Long tookMillis,
      @Nullable String from,
      @Nullable Integer attempt,
      @Nullable String after) {

    static PlanLineJson of(PlanLine line) {
      Duration took = line.took();
      WorkspaceName from = line.from();
      return new PlanLineJson(
          line.module().isEmpty() ? null : line.module(),
          line.target().isEmpty() ? null : line.target(),
          line.calls(),
          line.cause(),
          took == null ? null : took.toMillis(),
          from == null ? null : from.value(),
          line.attempt(),
          line.after());
    }
  }
}
