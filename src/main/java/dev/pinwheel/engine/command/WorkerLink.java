package dev.pinwheel.engine.command;

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

  /**
   * An execution that this one called without blocking has its outcome now. A worker that ignores
   * it sends a request later.
   */
  default void settled(ExecutionId caller, Outcome outcome) {}

  /**
   * Memoized values that executions with this map may use without a request (M14). A worker that
   * ignores them sends a request for each.
   */
  default void memoize(MemoPage page) {}

  /**
   * These keys of a map, or without keys all of it, must no longer be used. Sent before the command
   * that changed what a lookup finds is acknowledged.
   */
  default void forget(long map, List<String> keys) {}

  /**
   * The session has ended, or another connection took it over: nothing more is sent by this link,
   * and what it still delivers is ignored.
   *
   * @param reason a sentence for the author of the worker
   */
  default void closed(String reason) {}

  /**
   * What to execute.
   *
   * @param arguments one value per parameter
   * @param timeout null for none
   * @param memoMap the map whose pages were sent before; null for none
   */
  record Order(
      ExecutionId execution,
      WorkspaceName workspace,
      String module,
      String target,
      List<Json> arguments,
      @Nullable Duration timeout,
      @Nullable Long memoMap) {}

  /**
   * A part of a map.
   *
   * @param map its version, an engine sequence number, by which it is known
   */
  record MemoPage(long map, List<MemoTarget> targets) {}

  /**
   * Values of one target.
   *
   * @param positions of the arguments that the key is made of, from 0 (M3)
   */
  record MemoTarget(
      String module, String target, List<Integer> positions, List<MemoValue> values) {}

  /**
   * A value.
   *
   * @param key the memo key, in hexadecimal digits
   * @param execution the one that a call with this key refers to
   */
  record MemoValue(String key, ExecutionId execution, Json value) {}
}
