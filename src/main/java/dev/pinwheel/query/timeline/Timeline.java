package dev.pinwheel.query.timeline;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run over time, as seen from a workspace: what each drawn step did when.
 *
 * @param start of the axis: when step 1's drawn attempt was created
 * @param end of the axis: when that ended and everything drawn with it, or the moment of reading
 * @param active whether time still passes: the end moves
 * @param gaps where nothing executes or queues for long
 * @param rows in call order
 * @param advice what would make the run faster, in a sentence; null for none and while it is active
 * @param waitsRecorded false for runs older than the record of waits: waiting counts as executing
 */
public record Timeline(
    RunId run,
    Instant start,
    Instant end,
    boolean active,
    List<Gap> gaps,
    List<Row> rows,
    @Nullable String advice,
    boolean waitsRecorded) {

  public Timeline {
    gaps = List.copyOf(gaps);
    rows = List.copyOf(rows);
  }

  /** A stretch of the axis that is folded. */
  public record Gap(Instant from, Instant to) {}

  /** A line of the timeline. */
  public sealed interface Row {

    /** Identifies it in the timeline of a run. */
    String key();

    /** How deep it is indented. */
    int depth();

    /** The step that is selected with it. */
    StepId step();

    String module();

    String target();

    /** Its arguments in one line; null for none. */
    @Nullable String argumentLine();
  }

  /**
   * A step that was executed.
   *
   * @param argumentLine its arguments in one line; null for a step older than those lines
   * @param workspace of the drawn attempt
   * @param cached {@code cached from R6F1:4}, where the cache answered; else null
   * @param bars the drawn attempt and the earlier ones of its series of retries, in that order
   */
  public record Step(
      String key,
      int depth,
      StepId step,
      String module,
      String target,
      @Nullable String argumentLine,
      State state,
      WorkspaceName workspace,
      @Nullable String cached,
      List<Bar> bars)
      implements Row {

    public Step {
      bars = List.copyOf(bars);
    }

    /** Whether any of it is on the critical path. */
    public boolean isCritical() {
      return bars.stream().anyMatch(bar -> !bar.critical().isEmpty());
    }
  }

  /**
   * A call that reused an execution instead of making one, or called one that has its row
   * elsewhere.
   *
   * @param argumentLine those of the call
   * @param reused false for a further call of the same execution that was made
   * @param calledAt where the pin stands
   * @param execution whose result it took; it ended at {@code endedAt}. Where that is not visible
   *     from here, the step's current one
   * @param usedNotVisible whether the execution whose result it took is not visible from here
   * @param from the workspace of that, when it is not the viewer's own; else null
   * @param endedAt null while it is open, and where it is not visible
   */
  public record Reuse(
      String key,
      int depth,
      StepId step,
      String module,
      String target,
      @Nullable String argumentLine,
      boolean reused,
      Instant calledAt,
      ExecutionId execution,
      boolean usedNotVisible,
      @Nullable WorkspaceName from,
      @Nullable Instant endedAt)
      implements Row {}

  /**
   * An attempt.
   *
   * @param segments from its creation to its result, without gaps
   * @param critical the stretches of it on the critical path
   */
  public record Bar(
      ExecutionId execution, State state, List<Segment> segments, List<Gap> critical) {

    public Bar {
      segments = List.copyOf(segments);
      critical = List.copyOf(critical);
    }
  }
}
