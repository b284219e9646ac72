package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one target with the same prediction, as one line.
 *
 * @param target empty when nothing of the steps is visible
 * @param calls how many, repeated ones counted
 * @param took what is reused, or what executes took last time, in total; null when not known
 * @param from the workspace of what is reused, when it is not that of the re-run; else null
 * @param attempt of what is reused; null when it executes or the cache answers
 * @param after an earlier call that may change the arguments; null when nothing may
 */
public record PlanLine(
    PlanClass planned,
    PlannedCall.Cause cause,
    String module,
    String target,
    int calls,
    @Nullable Duration took,
    @Nullable WorkspaceName from,
    @Nullable Integer attempt,
    @Nullable String after) {

  private record Key(
      PlannedCall.Cause cause,
      String module,
      String target,
      @Nullable WorkspaceName from,
      @Nullable Integer attempt) {}

  /** The lines of a class, in call order. */
  static List<PlanLine> of(PlanClass planned, List<PlannedCall> calls) {
    Map<Key, PlanLine> lines = new LinkedHashMap<>();
    for (PlannedCall call : calls) {
      if (call.planned() == planned) {
        PlanLine line = of(call);
        lines.merge(
            new Key(line.cause, line.module, line.target, line.from, line.attempt),
            line,
            PlanLine::with);
      }
    }
    return new ArrayList<>(lines.values());
  }

  /** The lines of two plans as one list: the same target and reason from the same place is one. */
  static List<PlanLine> sum(List<PlanLine> one, List<PlanLine> other) {
    Map<Key, PlanLine> lines = new LinkedHashMap<>();
    Stream.concat(one.stream(), other.stream())
        .forEach(line ->
            lines.merge(
                new Key(line.cause, line.module, line.target, line.from, null),
                line,
                PlanLine::plus));
    return new ArrayList<>(lines.values());
  }

  /** Attempts and reasons that differ are not named. */
  private PlanLine plus(PlanLine other) {
    PlanLine sum = with(other);
    return new PlanLine(
        sum.planned,
        sum.cause,
        sum.module,
        sum.target,
        sum.calls,
        sum.took,
        sum.from,
        Objects.equals(attempt, other.attempt) ? attempt : null,
        Objects.equals(after, other.after) ? after : null);
  }

  private static PlanLine of(PlannedCall call) {
    return new PlanLine(
        call.planned(),
        call.cause(),
        call.module(),
        call.target(),
        call.times(),
        call.took(),
        call.from(),
        attempt(call),
        call.after());
  }

  /** Answers from the cache may be from many runs, so their attempts are not shown. */
  private static @Nullable Integer attempt(PlannedCall call) {
    ExecutionId reused = call.reused();
    return reused == null || call.cause() == PlannedCall.Cause.CACHED ? null : reused.attempt();
  }

  private PlanLine with(PlanLine other) {
    Duration mine = took;
    Duration sum = mine == null ? other.took : other.took == null ? mine : mine.plus(other.took);
    return new PlanLine(
        planned, cause, module, target, calls + other.calls, sum, from, attempt, after);
  }
}
