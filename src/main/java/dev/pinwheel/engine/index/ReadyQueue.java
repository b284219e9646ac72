package dev.pinwheel.engine.index;

import dev.pinwheel.model.WorkspaceId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Due executions that no worker has, by workspace and module, oldest first. Confined to the
 * committing thread.
 */
public final class ReadyQueue {

  /** Executions with the same key go to the same workers. */
  public record QueueKey(WorkspaceId workspace, String module) {}

  private static final TreeSet<Long> NOTHING = new TreeSet<>();

  private final Map<QueueKey, TreeSet<Long>> waiting = new LinkedHashMap<>();

  public void add(QueueKey key, long execution) {
    waiting.computeIfAbsent(key, added -> new TreeSet<>()).add(execution);
  }

  public void remove(QueueKey key, long execution) {
    TreeSet<Long> executions = waiting.get(key);
    if (executions != null && executions.remove(execution) && executions.isEmpty()) {
      waiting.remove(key);
    }
  }

  /** Keys with at least one execution; a copy. */
  public Set<QueueKey> keys() {
    return Set.copyOf(waiting.keySet());
  }

  /** The oldest execution of a key. */
  public long oldest(QueueKey key) {
    TreeSet<Long> executions = waiting.get(key);
    return executions == null ? Long.MAX_VALUE : executions.first();
  }

  public boolean contains(QueueKey key, long execution) {
    return waiting.getOrDefault(key, NOTHING).contains(execution);
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  public void clear() {
    waiting.clear();
  }
}
