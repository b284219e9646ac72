package dev.pinwheel.api.run;

import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.timeline.Timeline;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run over time, as seen from a workspace.
 *
 * @param start when the drawn attempt of step 1 was created
 * @param end when it ended; the moment of the answer while anything of the run is open
 * @param idle stretches in which nothing executes or queues for long
 * @param steps in call order
 * @param reuses the calls that made no execution
 * @param advice what would have made the run faster, in a sentence for people
 * @param waitsRecorded false for runs older than the record of waits: waiting counts as executing
 */
@Schema(name = "Timeline")
record TimelineJson(
    String run,
    Instant start,
    Instant end,
    boolean active,
    List<StretchJson> idle,
    List<StepTimesJson> steps,
    List<ReuseTimeJson> reuses,
    @Nullable String advice,
    boolean waitsRecorded) {

  static TimelineJson of(Timeline timeline) {
    return new TimelineJson(
        timeline.run().toString(),
        timeline.start(),
        timeline.end(),
        timeline.active(),
        timeline.gaps().stream().map(StretchJson::of).toList(),
        timeline.rows().stream()
            .filter(Timeline.Step.class::isInstance)
            .map(row -> StepTimesJson.of((Timeline.Step) row))
            .toList(),
        timeline.rows().stream()
            .filter(Timeline.Reuse.class::isInstance)
            .map(row -> ReuseTimeJson.of((Timeline.Reuse) row))
            .toList(),
        timeline.advice(),
        timeline.waitsRecorded());
  }

  /** A stretch of time. */
  @Schema(name = "Stretch")
  record StretchJson(Instant from, Instant to) {

    static StretchJson of(Timeline.Gap gap) {
      return new StretchJson(gap.from(), gap.to());
    }
  }

  /**
   * What an execution did in a stretch of time.
   *
   * @param kind scheduled, queued, waiting (for the outcome of another execution) or executing
   */
  @Schema(name = "Segment")
  record SegmentJson(Segment.Kind kind, Instant from, Instant to) {

    static SegmentJson of(Segment segment) {
      return new SegmentJson(segment.kind(), segment.from(), segment.to());
    }
  }

  /**
   * The times of a step.
   *
   * @param attempts the current attempt, after the earlier ones of its series of retries
   */
  @Schema(name = "StepTimes")
  record StepTimesJson(
      @Schema(example = "R7K2:3") String step,
      String target,
      @Nullable String argumentLine,
      State state,
      List<AttemptTimesJson> attempts) {

    static StepTimesJson of(Timeline.Step row) {
      return new StepTimesJson(
          row.step().toString(),
          row.target(),
          row.argumentLine(),
          row.state(),
          row.bars().stream().map(AttemptTimesJson::of).toList());
    }
  }

  /**
   * The times of an attempt.
   *
   * @param segments from its creation to its result, without gaps
   * @param critical the stretches of it without which the run would have been shorter
   */
  @Schema(name = "AttemptTimes")
  record AttemptTimesJson(
      @Schema(example = "R7K2:3:2") String execution,
      State state,
      List<SegmentJson> segments,
      List<StretchJson> critical) {

    static AttemptTimesJson of(Timeline.Bar bar) {
      return new AttemptTimesJson(
          bar.execution().toString(),
          bar.state(),
          bar.segments().stream().map(SegmentJson::of).toList(),
          bar.critical().stream().map(StretchJson::of).toList());
    }
  }

  /**
   * A call that made no execution.
   *
   * @param reused false for a further call of an execution that another call had made
   * @param execution whose result it took; the step's current one where that is not visible
   * @param usedNotVisible whether the execution whose result it took is not visible from here
   * @param reusedFrom the workspace of the execution, when it is not the one you look from
   * @param endedAt when that was there; absent while it is open or not visible
   */
  @Schema(name = "ReuseTime")
  record ReuseTimeJson(
      @Schema(example = "R7K2:3") String step,
      String target,
      @Nullable String argumentLine,
      boolean reused,
      Instant calledAt,
      String execution,
      boolean usedNotVisible,
      @Nullable String reusedFrom,
      @Nullable Instant endedAt) {

    static ReuseTimeJson of(Timeline.Reuse row) {
      WorkspaceName from = row.from();
      return new ReuseTimeJson(
          row.step().toString(),
          row.target(),
          row.argumentLine(),
          row.reused(),
          row.calledAt(),
          row.execution().toString(),
          row.usedNotVisible(),
          from == null ? null : from.value(),
          row.endedAt());
    }
  }
}
