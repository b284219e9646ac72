package dev.pinwheel.worker;

import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Context;
import dev.pinwheel.worker.modules.Modules;
import dev.pinwheel.worker.modules.TargetMethod;
import dev.pinwheel.worker.values.Failures;
import dev.pinwheel.worker.values.UnserialisableValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The executions that run in this worker, each on a virtual thread of its own. Thread-safe. */
final class LocalExecutions {

  private final String worker;
  private final Modules modules;
  private final SessionResources resources;
  private final Runnable idle;
  private final Map<String, RunningExecution> running = new ConcurrentHashMap<>();

  /**
   * @param idle called when an execution has ended and no other is running
   */
  LocalExecutions(String worker, Modules modules, SessionResources resources, Runnable idle) {
    this.worker = worker;
    this.modules = modules;
    this.resources = resources;
    this.idle = idle;
  }

  /** Those that run here now. */
  List<String> ids() {
    return List.copyOf(running.keySet());
  }

  Optional<RunningExecution> find(String id) {
    return Optional.ofNullable(running.get(id));
  }

  /** Stops all; returns how many there were. */
  int stop(String reason) {
    List<RunningExecution> stopped = List.copyOf(running.values());
    stopped.forEach(execution -> execution.stop(reason));
    return stopped.size();
  }

  /** Stops all and forgets them, even if their code continues; returns their ids. */
  List<String> giveUp(String reason) {
    List<String> lost = new ArrayList<>();
    running.forEach((id, execution) -> {
      if (running.remove(id, execution)) {
        execution.stop(reason);
        lost.add(id);
      }
    });
    return lost;
  }

  /** Starts an execution, unless it runs already: orders may arrive again. */
  void start(ServerMessage.Execute order) {
    Modules.Runner target = modules.find(order.module(), order.target()).orElse(null);
    if (target == null) {
      resources
          .connection()
          .accept(
              new WorkerMessage.Fail(
                  order.execution(),
                  Failures.of(
                      "unknownTarget",
                      "Worker %s has no target %s:%s."
                          .formatted(worker, order.module(), order.target()))));
      return;
    }
    Context context =
        Context.of(order.execution(), order.workspace(), order.module(), order.target());
    RunningExecution execution =
        new RunningExecution(
            context, target.instance().getClass().getClassLoader(), resources, order.memoMap());
    if (running.compute(order.execution(), (name, before) -> replace(before, execution))
        == execution) {
      Thread.ofVirtual()
          .name("pinwheel-execution-" + order.execution())
          .start(() -> {
            try {
              execution.run(() -> run(target, order));
            } finally {
              running.remove(order.execution(), execution);
              if (running.isEmpty()) {
                idle.run();
              }
            }
          });
    }
  }

  /** Code that does not stop must not block an execution of another session with the same id. */
  private static RunningExecution replace(
      @Nullable RunningExecution before, RunningExecution ordered) {
    return before == null || before.isStopped() ? ordered : before;
  }

  private static String run(Modules.Runner runner, ServerMessage.Execute order) throws Exception {
    TargetMethod target = runner.target();
    @Nullable Object[] arguments = target.read(order.arguments());
    @Nullable Object value;
    try {
      value = runner.run(arguments);
    } catch (Throwable e) {
      throw UncheckedThrow.<RuntimeException>unchecked(e);
    }
    try {
      return target.result().write(value);
    } catch (UnserialisableValue e) {
      throw new UnserialisableValue(
          "The result of %s cannot be sent. %s".formatted(target, e.getMessage()), e);
    }
  }
}
