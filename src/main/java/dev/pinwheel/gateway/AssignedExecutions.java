package dev.pinwheel.gateway;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which executions a worker has, and which it had lately: about others it has nothing to say. An
 * execution goes to one session in its life, so this is known for certain. Thread-safe.
 */
final class AssignedExecutions {

  /** What is said late comes soon after the end; of older ones nobody need know whose they were. */
  private static final int REMEMBERED = 10_000;

  private final Set<ExecutionId> open = ConcurrentHashMap.newKeySet();
  private final Map<ExecutionId, Boolean> ended = new Ended();

  /** The last ones that have ended. */
  private static final class Ended extends LinkedHashMap<ExecutionId, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<ExecutionId, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }

  void handed(ExecutionId execution) {
    open.add(execution);
  }

  void ended(ExecutionId execution) {
    if (open.remove(execution)) {
      synchronized (ended) {
        ended.put(execution, true);
      }
    }
  }

  /** Why the worker has nothing to say about an execution; null when it has it. */
  @Nullable Rejection refusal(ExecutionId execution) {
    if (open.contains(execution)) {
      return null;
    }
    return isEnded(execution)
        ? Rejection.invalidState(
            "%s has ended; what its worker still says about it is ignored.".formatted(execution))
        : Rejection.invalidState(
            "%s is no execution of this worker: it was never handed to it, or has ended before. What the worker says about it is ignored."
                .formatted(execution));
  }

  /** Whether the worker had it lately. */
  boolean isEnded(ExecutionId execution) {
    synchronized (ended) {
      return ended.containsKey(execution);
    }
  }
}
