package dev.pinwheel.gateway;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The executions assigned to a worker, and those it had until recently; messages about any other
 * are refused. An execution is assigned to one session in its life, so this is certain.
 * Thread-safe.
 */
final class AssignedExecutions {

  /** Late messages arrive soon after the end of an execution; older ones need not be remembered. */
  private static final int REMEMBERED = 10_000;

  /** Those that are open, and whether the worker has acknowledged the order. */
  private final Map<ExecutionId, Boolean> open = new ConcurrentHashMap<>();

  private final Map<ExecutionId, Boolean> ended = new Ended();

  /** The most recently ended executions. */
  private static final class Ended extends LinkedHashMap<ExecutionId, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<ExecutionId, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }

  void handed(ExecutionId execution) {
    open.putIfAbsent(execution, false);
  }

  /** The worker has acknowledged the order. */
  void delivered(ExecutionId execution) {
    open.replace(execution, true);
  }

  /** Those whose order the worker has acknowledged. */
  List<ExecutionId> listDelivered() {
    return open.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  void ended(ExecutionId execution) {
    if (open.remove(execution) != null) {
      synchronized (ended) {
        ended.put(execution, true);
      }
    }
  }

  /** Why messages about an execution are refused; null when it is assigned to the worker. */
  @Nullable Rejection refusal(ExecutionId execution) {
    if (open.containsKey(execution)) {
      return null;
    }
    return isEnded(execution)
        ? Rejection.invalidState(
            "%s has ended; further messages about it are ignored.".formatted(execution))
        : Rejection.invalidState(
            "%s is not assigned to this worker: it never was, or it ended earlier. Messages about it are ignored."
                .formatted(execution));
  }

  /** Whether it was assigned to the worker until recently. */
  boolean isEnded(ExecutionId execution) {
    synchronized (ended) {
      return ended.containsKey(execution);
    }
  }
}
