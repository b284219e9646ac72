package dev.pinwheel.query.timeline;

import dev.pinwheel.query.view.Segment.Kind;
import dev.pinwheel.query.view.TextFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What would make a run faster, from its critical path: one of three sentences, or none. Pure. */
final class SpeedAdvice {

  /** So many calls, one after another, are worth a sentence. */
  private static final int SEQUENCE = 3;

  private SpeedAdvice() {}

  /**
   * How people call an execution of the path.
   *
   * @param name with arguments
   * @param caller who called it; null for step 1
   */
  record Named(String target, String name, @Nullable Long caller) {}

  private record Called(long caller, String target) {}

  /**
   * The sentence.
   *
   * @param path the pieces of the critical path
   * @param names of the executions on it
   */
  static Optional<String> of(
      List<CriticalPath.Piece> path, Map<Long, Named> names, Duration total) {
    if (!total.isPositive()) {
      return Optional.empty();
    }
    Duration queued = Duration.ZERO;
    Map<Long, Duration> executing = new LinkedHashMap<>();
    for (CriticalPath.Piece piece : path) {
      if (piece.kind() == Kind.QUEUED) {
        queued = queued.plus(piece.duration());
      } else if (piece.kind() == Kind.EXECUTING) {
        executing.merge(piece.execution(), piece.duration(), Duration::plus);
      }
    }
    if (isHalf(queued, total)) {
      return Optional.of(
          "%s of %s were spent waiting for a free slot: more slots would make this faster."
              .formatted(TextFormat.duration(queued), TextFormat.duration(total)));
    }
    for (Map.Entry<Long, Duration> one : executing.entrySet()) {
      Named named = names.get(one.getKey());
      if (named != null && isHalf(one.getValue(), total)) {
        return Optional.of(
            "%s executed for %s of %s: it dominates the run: speed it up first."
                .formatted(
                    named.name(), TextFormat.duration(one.getValue()), TextFormat.duration(total)));
      }
    }
    return sequence(path, names);
  }

  private static boolean isHalf(Duration part, Duration total) {
    return part.multipliedBy(2).compareTo(total) >= 0;
  }

  /** Three or more calls of one target by one caller, each on the path. */
  private static Optional<String> sequence(List<CriticalPath.Piece> path, Map<Long, Named> names) {
    Map<Called, List<Long>> calls = new LinkedHashMap<>();
    Set<Long> seen = new HashSet<>();
    for (CriticalPath.Piece piece : path) {
      Named named = names.get(piece.execution());
      if (named != null && named.caller() != null && seen.add(piece.execution())) {
        calls
            .computeIfAbsent(new Called(named.caller(), named.target()), key -> new ArrayList<>())
            .add(piece.execution());
      }
    }
    return calls.entrySet().stream()
        .filter(one -> one.getValue().size() >= SEQUENCE)
        .findFirst()
        .map(one -> {
          Named caller = names.get(one.getKey().caller());
          return "%s called %s %s times, one after another: with submit they could execute at the same time."
              .formatted(
                  caller == null ? "One step" : caller.target(),
                  one.getKey().target(),
                  TextFormat.number(one.getValue().size()));
        });
  }
}
