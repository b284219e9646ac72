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

  /** Executions with the same key go to the same workers. */
  record QueueKey(WorkspaceId workspace, String module) {}

  private static final TreeSet<Long> NOTHING = new TreeSet<>();

  private final Map<QueueKey, TreeSet<Long>> waiting = new LinkedHashMap<>();

  void add(OpenExecution execution) {
    waiting.computeIfAbsent(keyOf(execution), key -> new TreeSet<>()).add(execution.sequence());
  }

  void remove(OpenExecution execution) {
    QueueKey key = keyOf(execution);
    TreeSet<Long> executions = waiting.get(key);
    if (executions != null && executions.remove(execution.sequence()) && executions.isEmpty()) {
      waiting.remove(key);
    }
  }

  /** Keys with at least one execution; a copy. */
  Set<QueueKey> keys() {
    return Set.copyOf(waiting.keySet());
  }

  /** The oldest execution of a key. */
  long oldest(QueueKey key) {
    TreeSet<Long> executions = waiting.get(key);
    return executions == null ? Long.MAX_VALUE : executions.first();
  }

  boolean contains(OpenExecution execution) {
    return waiting.getOrDefault(keyOf(execution), NOTHING).contains(execution.sequence());
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void clear() {
    waiting.clear();
  }

  private static QueueKey keyOf(OpenExecution execution) {
    return new QueueKey(execution.workspace(), execution.step().module());
  }
}
