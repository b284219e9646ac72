package dev.pinwheel.gateway;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the engine's messages to one worker and tracks the worker's unanswered requests. Called in
 * the engine's committing thread, in the order of the commits; thread-safe.
 */
final class RemoteWorkerLink implements WorkerLink {

  /** An execution that waits, and the one it named. */
  record Wait(ExecutionId waiting, ExecutionId awaited) {}

  private final Connection.Listener listener;
  private final BiConsumer<ExecutionId, RuntimeException> undelivered;
  private final AssignedExecutions executions = new AssignedExecutions();
  private final Map<Wait, List<Long>> requests = new HashMap<>();

  /** Executions that the worker already had when it reconnected: they are not ordered again. */
  private final Set<ExecutionId> goingOn = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * @param undelivered called with an execution whose order the listener did not accept
   */
  RemoteWorkerLink(
      Connection.Listener listener, BiConsumer<ExecutionId, RuntimeException> undelivered) {
    this.listener = listener;
    this.undelivered = undelivered;
  }

  AssignedExecutions executions() {
    return executions;
  }

  boolean isClosed() {
    return closed;
  }

  void tell(ServerMessage message) {
    listener.received(message);
  }

  /** Welcomes the worker and stops executions that are not in its session. */
  void opened(WorkerCommand.OpenedSession opened, List<ExecutionId> held) {
    opened.executions().forEach(executions::handed);
    tell(new ServerMessage.Welcome(opened.label(), opened.logged()));
    for (ExecutionId execution : held) {
      if (opened.executions().contains(execution)) {
        goingOn.add(execution);
      } else {
        tell(
            new ServerMessage.Stop(
                execution.toString(),
                "%s is no longer an open execution of this worker.".formatted(execution)));
      }
    }
  }

  @Override
  public void execute(Order order) {
    executions.handed(order.execution());
    if (goingOn.remove(order.execution())) {
      executions.delivered(order.execution());
      return;
    }
    try {
      tell(ProtocolMapper.execute(order));
    } catch (RuntimeException e) {
      undelivered.accept(order.execution(), e);
    }
  }

  @Override
  public void stop(ExecutionId execution, String reason) {
    executions.ended(execution);
    synchronized (requests) {
      requests.keySet().removeIf(wait -> wait.waiting().equals(execution));
    }
    tell(new ServerMessage.Stop(execution.toString(), reason));
  }

  /** The answer is sent before anything that follows from it, so the request is known in time. */
  void answerOrWait(long request, Wait wait, @Nullable Outcome outcome) {
    if (outcome != null) {
      tell(new ServerMessage.Resolved(request, ProtocolMapper.outcome(outcome)));
    } else {
      synchronized (requests) {
        requests.computeIfAbsent(wait, key -> new ArrayList<>()).add(request);
      }
    }
  }

  @Override
  public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {
    List<Long> answered;
    synchronized (requests) {
      answered = requests.remove(new Wait(waiting, awaited));
    }
    if (answered != null) {
      for (long request : answered) {
        tell(new ServerMessage.Resolved(request, ProtocolMapper.outcome(outcome)));
      }
    }
  }

  @Override
  public void memoize(MemoPage page) {
    tell(
        new ServerMessage.Memoized(
            page.map(), page.targets().stream().map(ProtocolMapper::memoized).toList()));
  }

  @Override
  public void forget(long map, List<String> keys) {
    tell(new ServerMessage.Forget(map, keys));
  }

  @Override
  public void settled(ExecutionId caller, Outcome outcome) {
    tell(new ServerMessage.Settled(caller.toString(), ProtocolMapper.outcome(outcome)));
  }

  @Override
  public void closed(String reason) {
    var unused = close(reason);
  }

  /**
   * Stops accepting messages of the worker, with a reason. Returns false when it had stopped
   * before.
   */
  boolean close(String reason) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
    }
    listener.closed(reason);
    return true;
  }

  /** Refuses the worker, whether or not it was accepted before. */
  void refuse(String sentence) {
    synchronized (this) {
      closed = true;
    }
    tell(new ServerMessage.Refused(sentence));
    listener.closed(sentence);
  }
}
