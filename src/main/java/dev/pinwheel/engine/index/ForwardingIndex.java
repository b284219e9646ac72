package dev.pinwheel.engine.index;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Ended executions whose outcome is that of an open one (E2): where forwarding ends as of now.
 * Rebuilt from results when the engine starts. Confined to the committing thread.
 */
public final class ForwardingIndex {

  private final Map<Long, Long> ends = new HashMap<>();
  private final Map<Long, Set<Long>> origins = new HashMap<>();

  /** The open execution that this one forwards to at last; itself when it does not forward. */
  public long end(long execution) {
    return ends.getOrDefault(execution, execution);
  }

  /** All that forward to this open execution, directly or through others. */
  public Set<Long> originsOf(long end) {
    return Set.copyOf(origins.getOrDefault(end, Set.of()));
  }

  /** The execution now forwards to another, whose end is open. */
  public void add(long execution, long successor) {
    long end = end(successor);
    Set<Long> moved = origins.remove(execution);
    Set<Long> all = origins.computeIfAbsent(end, key -> new LinkedHashSet<>());
    if (moved != null) {
      moved.forEach(origin -> ends.put(origin, end));
      all.addAll(moved);
    }
    ends.put(execution, end);
    all.add(execution);
  }

  /** The end is settled: removes and returns all that forward to it. */
  public Set<Long> settle(long end) {
    Set<Long> settled = origins.remove(end);
    if (settled == null) {
      return Set.of();
    }
    settled.forEach(ends::remove);
    return settled;
  }

  public void clear() {
    ends.clear();
    origins.clear();
  }
}
