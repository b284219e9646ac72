package dev.pinwheel.query.facts;

import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.Segment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an execution did when: scheduled until it was due, queued until a worker had it, then
 * waiting for others and executing. Executing is what remains. Pure.
 */
public final class SegmentRule {

  private final Facts facts;
  private final Instant now;

  /**
   * @param now where open executions end for the moment
   */
  public SegmentRule(Facts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  /**
   * A wait of an execution for another.
   *
   * @param to null while the other has no outcome
   */
  public record Wait(long awaited, Instant from, @Nullable Instant to) {}

  /** The waits of an execution, in the order of their starts; those that took no time as well. */
  public List<Wait> waits(ExecutionFact execution) {
    List<Wait> waits = new ArrayList<>();
    for (DependencyFact dependency : facts.dependencies(execution.sequence())) {
      Instant from = dependency.waitedAt();
      ExecutionFact awaited = facts.execution(dependency.dependency());
      if (from != null && awaited != null) {
        Instant to = settledAt(awaited);
        waits.add(new Wait(awaited.sequence(), from, to));
      }
    }
    waits.sort(Comparator.comparing(Wait::from));
    return waits;
  }

  /** When its outcome was recorded (E2); null while there is none. */
  public @Nullable Instant settledAt(ExecutionFact execution) {
    Instant latest = null;
    for (ExecutionFact at = execution; at != null; at = facts.successor(at)) {
      ResultFact result = at.result();
      if (result == null) {
        return null;
      }
      if (latest == null || result.recordedAt().isAfter(latest)) {
        latest = result.recordedAt();
      }
    }
    return latest;
  }

  /** Whether it waited before the starts of waits were recorded. */
  public boolean hasUnrecordedWaits(ExecutionFact execution) {
    return facts.dependencies(execution.sequence()).stream()
        .anyMatch(dependency -> !dependency.handed() && dependency.waitedAt() == null);
  }

  /**
   * The segments, one after another without gaps, from its creation to its result; one without a
   * length for what took no time.
   */
  public List<Segment> of(ExecutionFact execution) {
    ResultFact result = execution.result();
    return segments(
        execution.createdAt(),
        execution.notBefore(),
        execution.assignedAt(),
        result == null ? now : result.recordedAt(),
        waits(execution));
  }

  /** The sum of what it executed. */
  public Duration selfTime(ExecutionFact execution) {
    return sum(of(execution), Kind.EXECUTING);
  }

  /** The sum of the segments of a kind. */
  public static Duration sum(List<Segment> segments, Kind kind) {
    return segments.stream()
        .filter(segment -> segment.kind() == kind)
        .map(Segment::duration)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** As {@link #of}, from the times alone. */
  static List<Segment> segments(
      Instant created,
      @Nullable Instant notBefore,
      @Nullable Instant assigned,
      Instant end,
      List<Wait> waits) {
    List<Segment> segments = new ArrayList<>();
    Instant at = created;
    if (notBefore != null) {
      at = add(segments, Kind.SCHEDULED, at, earlier(notBefore, end));
    }
    at = add(segments, Kind.QUEUED, at, assigned == null ? end : earlier(assigned, end));
    if (assigned == null) {
      return segments.isEmpty() ? List.of(new Segment(Kind.QUEUED, created, created)) : segments;
    }
    List<Wait> inOrder = new ArrayList<>(waits);
    inOrder.sort(Comparator.comparing(Wait::from));
    for (Wait wait : inOrder) {
      Instant to = wait.to() == null ? end : earlier(wait.to(), end);
      if (to.isAfter(wait.from()) && to.isAfter(at)) {
        at = add(segments, Kind.EXECUTING, at, earlier(wait.from(), end));
        at = add(segments, Kind.WAITING, at, to);
      }
    }
    add(segments, Kind.EXECUTING, at, end);
    return segments.isEmpty() ? List.of(new Segment(Kind.EXECUTING, created, created)) : segments;
  }

  /** Adds what lasts, joined to an equal one before it; answers where it ends. */
  private static Instant add(List<Segment> segments, Kind kind, Instant from, Instant to) {
    if (!to.isAfter(from)) {
      return from;
    }
    Segment last = segments.isEmpty() ? null : segments.getLast();
    if (last != null && last.kind() == kind && last.to().equals(from)) {
      segments.set(segments.size() - 1, new Segment(kind, last.from(), to));
    } else {
      segments.add(new Segment(kind, from, to));
    }
    return to;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
