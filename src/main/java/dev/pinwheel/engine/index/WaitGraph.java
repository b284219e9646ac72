package dev.pinwheel.engine.index;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.store.Tx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who waits for whom among open executions (E2, M10). Executions are known by their sequence
 * numbers; the one waited for is always the open end of forwarding. Every change is undone when its
 * transaction is rolled back. Confined to the committing thread.
 */
public final class WaitGraph {

  /**
   * @param waiting the execution that blocks
   * @param asked the execution it named, from which forwarding led to the one waited for
   */
  public record Wait(long waiting, ExecutionId asked) {}

  private final Map<Long, Set<Wait>> byAwaited = new HashMap<>();
  private final Map<Long, Set<Long>> awaitedBy = new HashMap<>();

  public void add(Tx tx, long waiting, ExecutionId asked, long awaited) {
    Wait wait = new Wait(waiting, asked);
    if (put(wait, awaited)) {
      tx.afterRollback(() -> remove(wait, awaited));
    }
  }

  public boolean isWaiting(long execution) {
    return awaitedBy.containsKey(execution);
  }

  /** Those that this execution waits for. */
  public Set<Long> awaitedBy(long waiting) {
    return Set.copyOf(awaitedBy.getOrDefault(waiting, Set.of()));
  }

  /** Those that wait for this execution. */
  public Set<Wait> of(long awaited) {
    return Set.copyOf(byAwaited.getOrDefault(awaited, Set.of()));
  }

  /** Removes and returns the waiters of this execution, which is settled, in order. */
  public List<Wait> settle(Tx tx, long awaited) {
    List<Wait> settled = new ArrayList<>(byAwaited.getOrDefault(awaited, Set.of()));
    for (Wait wait : settled) {
      remove(wait, awaited);
      tx.afterRollback(() -> put(wait, awaited));
    }
    return settled;
  }

  /** Removes all waits of an execution that has ended. */
  public void stop(Tx tx, long waiting) {
    for (long awaited : List.copyOf(awaitedBy.getOrDefault(waiting, Set.of()))) {
      for (Wait wait : List.copyOf(byAwaited.getOrDefault(awaited, Set.of()))) {
        if (wait.waiting() == waiting) {
          remove(wait, awaited);
          tx.afterRollback(() -> put(wait, awaited));
        }
      }
    }
  }

  /** Whether {@code from} is {@code to}, or waits for it directly or through others. */
  public boolean reaches(long from, long to) {
    return !path(from, to).isEmpty();
  }

  /**
   * Who waits for whom, from the first to the second; empty when the first does not wait for it.
   */
  public List<Long> path(long from, long to) {
    Map<Long, Long> waitingOf = new HashMap<>();
    waitingOf.put(from, from);
    Deque<Long> next = new ArrayDeque<>();
    next.add(from);
    while (!next.isEmpty()) {
      long waiting = next.remove();
      if (waiting == to) {
        return pathTo(to, from, waitingOf);
      }
      for (long awaited : awaitedBy.getOrDefault(waiting, Set.of())) {
        if (waitingOf.putIfAbsent(awaited, waiting) == null) {
          next.add(awaited);
        }
      }
    }
    return List.of();
  }

  private static List<Long> pathTo(long to, long from, Map<Long, Long> waitingOf) {
    Deque<Long> path = new ArrayDeque<>();
    path.addFirst(to);
    while (path.getFirst() != from) {
      path.addFirst(Objects.requireNonNull(waitingOf.get(path.getFirst())));
    }
    return List.copyOf(path);
  }

  private boolean put(Wait wait, long awaited) {
    awaitedBy.computeIfAbsent(wait.waiting(), key -> new HashSet<>()).add(awaited);
    return byAwaited.computeIfAbsent(awaited, key -> new LinkedHashSet<>()).add(wait);
  }

  private void remove(Wait wait, long awaited) {
    Set<Wait> waits = byAwaited.get(awaited);
    if (waits == null || !waits.remove(wait)) {
      return;
    }
    if (waits.isEmpty()) {
      byAwaited.remove(awaited);
    }
    boolean stillWaits = waits.stream().anyMatch(other -> other.waiting() == wait.waiting());
    Set<Long> awaitedOnes = awaitedBy.get(wait.waiting());
    if (!stillWaits && awaitedOnes != null) {
      awaitedOnes.remove(awaited);
      if (awaitedOnes.isEmpty()) {
        awaitedBy.remove(wait.waiting());
      }
    }
  }
}
