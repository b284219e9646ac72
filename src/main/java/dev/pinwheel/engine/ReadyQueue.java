package dev.pinwheel.engine;

import dev.pinwheel.model.WorkspaceId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Due executions that no worker has, by workspace and module, oldest first. Confined to the
 * committing thread.
 */
final class ReadyQueue {

  /** Executions of one place go to the same workers. */
  record Place(WorkspaceId workspace, String module) {}

  private static final TreeSet<Long> NOTHING = new TreeSet<>();

  private final Map<Place, TreeSet<Long>> waiting = new LinkedHashMap<>();

  void add(OpenExecution execution) {
    waiting.computeIfAbsent(placeOf(execution), place -> new TreeSet<>()).add(execution.sequence());
  }

  void remove(OpenExecution execution) {
    Place place = placeOf(execution);
    TreeSet<Long> executions = waiting.get(place);
    if (executions != null && executions.remove(execution.sequence()) && executions.isEmpty()) {
      waiting.remove(place);
    }
  }

  /** Places with at least one execution; a copy. */
  Set<Place> places() {
    return Set.copyOf(waiting.keySet());
  }

  /** The oldest of a place that has one. */
  long oldest(Place place) {
    TreeSet<Long> executions = waiting.get(place);
    return executions == null ? Long.MAX_VALUE : executions.first();
  }

  boolean contains(OpenExecution execution) {
    return waiting.getOrDefault(placeOf(execution), NOTHING).contains(execution.sequence());
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void clear() {
    waiting.clear();
  }

  private static Place placeOf(OpenExecution execution) {
    return new Place(execution.workspace(), execution.step().module());
  }
}
