package dev.pinwheel.engine.index;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.store.Tx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

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

  /** By awaited execution and waiting one, those that it named. */
  private final Map<Long, Map<Long, Set<ExecutionId>>> byAwaited = new HashMap<>();

  private final Map<Long, Set<Long>> awaitedBy = new HashMap<>();
  private final Supplier<Map<Long, Set<ExecutionId>>> newWaiters;

  public WaitGraph() {
    this(LinkedHashMap::new);
  }

  /**
   * @param newWaiters a map for those that wait for one execution; a test counts what is done to it
   */
  WaitGraph(Supplier<Map<Long, Set<ExecutionId>>> newWaiters) {
    this.newWaiters = newWaiters;
  }

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

  /** Those that wait for this execution, in order. */
  public List<Wait> of(long awaited) {
    List<Wait> waits = new ArrayList<>();
    byAwaited
        .getOrDefault(awaited, Map.of())
        .forEach((waiting, asked) -> asked.forEach(one -> waits.add(new Wait(waiting, one))));
    return waits;
  }

  /** Removes and returns the waiters of this execution, which is settled, in order. */
  public List<Wait> settle(Tx tx, long awaited) {
    List<Wait> settled = of(awaited);
    for (Wait wait : settled) {
      remove(wait, awaited);
      tx.afterRollback(() -> put(wait, awaited));
    }
    return settled;
  }

  /** Removes all waits of an execution that has ended. */
  public void stop(Tx tx, long waiting) {
    for (long awaited : List.copyOf(awaitedBy.getOrDefault(waiting, Set.of()))) {
      Set<ExecutionId> asked = byAwaited.getOrDefault(awaited, Map.of()).get(waiting);
      for (ExecutionId one : asked == null ? Set.<ExecutionId>of() : Set.copyOf(asked)) {
        Wait wait = new Wait(waiting, one);
        remove(wait, awaited);
        tx.afterRollback(() -> put(wait, awaited));
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
    return byAwaited
        .computeIfAbsent(awaited, key -> newWaiters.get())
        .computeIfAbsent(wait.waiting(), key -> new LinkedHashSet<>())
        .add(wait.asked());
  }

  private void remove(Wait wait, long awaited) {
    Map<Long, Set<ExecutionId>> waiters = byAwaited.getOrDefault(awaited, Map.of());
    Set<ExecutionId> asked = waiters.get(wait.waiting());
    if (asked == null || !asked.remove(wait.asked()) || !asked.isEmpty()) {
      return;
    }
    waiters.remove(wait.waiting());
    if (waiters.isEmpty()) {
      byAwaited.remove(awaited);
    }
    Set<Long> awaitedOnes = awaitedBy.get(wait.waiting());
    if (awaitedOnes != null) {
      awaitedOnes.remove(awaited);
      if (awaitedOnes.isEmpty()) {
        awaitedBy.remove(wait.waiting());
      }
    }
  }
}
