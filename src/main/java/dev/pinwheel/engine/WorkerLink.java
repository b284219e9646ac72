package dev.pinwheel.engine;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.WorkspaceName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the engine reaches a worker. Called after the commit; must not block. */
public interface WorkerLink {

  /** Run this execution. */
  void execute(Order order);

  /** The execution ended on the server; stop it. */
  void stop(ExecutionId execution, String reason);

  /** An execution that this one waits for has its outcome now. */
  void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome);

  /** An execution that this one called without blocking has its outcome now. */
  void settled(ExecutionId caller, Outcome outcome);

  /**
   * The session is over, or another connection took it over: nothing more comes by this link, and
   * what it still brings is to be ignored.
   *
   * @param reason a sentence for the author of the worker
   */
  default void closed(String reason) {}

  /**
   * What to execute.
   *
   * @param arguments one value per parameter
   * @param timeout null for none
   */
  record Order(
      ExecutionId execution,
      WorkspaceName workspace,
      String module,
      String target,
      List<Json> arguments,
      @Nullable Duration timeout) {}
}
