package dev.pinwheel.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message from the server to a worker. */
public sealed interface ServerMessage {

  /**
   * The answer to {@link WorkerMessage.Hello}: the session is open and will get executions.
   *
   * @param logged the number of the last log line of the session that is stored; 0 for none
   */
  record Welcome(String session, long logged) implements ServerMessage {

    /** Of a session without log lines. */
    public Welcome(String session) {
      this(session, 0);
    }
  }

  /** The server refuses this worker; {@code reason} is a sentence for its author. */
  record Refused(String reason) implements ServerMessage {}

  /**
   * Run this execution.
   *
   * @param arguments one JSON text per parameter
   * @param timeoutMillis after how long the server will end it as timed out; null for never
   * @param memoMap the map (see {@link Memoized}) from which it may answer calls; null for none
   */
  record Execute(
      String execution,
      String workspace,
      String module,
      String target,
      List<String> arguments,
      @Nullable Long timeoutMillis,
      @Nullable Long memoMap)
      implements ServerMessage {}

  /**
   * The call was recorded.
   *
   * @param execution the execution the call refers to
   * @param reused true when it existed before (M6)
   */
  record Called(long request, String execution, boolean reused) implements ServerMessage {}

  /**
   * The call was not recorded: the target is unknown, an argument is invalid, the memo option names
   * a parameter that does not exist, or it would wait for itself (M10). The caller's code sees the
   * failure as an exception.
   */
  record CallRefused(long request, WireFailure failure) implements ServerMessage {}

  /** The outcome of an awaited execution. */
  record Resolved(long request, WireOutcome outcome) implements ServerMessage {}

  /**
   * An execution that this one called without blocking has its outcome. Sent so that reading the
   * outcome needs no round trip; never sent twice, and not at all when the outcome is large: a
   * worker that does not know an outcome asks with {@link WorkerMessage.Resolve}.
   *
   * @param execution the caller
   * @param outcome of the execution that {@link Called} named
   */
  record Settled(String execution, WireOutcome outcome) implements ServerMessage {}

  /**
   * A part of a map of memoized values, sent before an {@link Execute} that names the map. While an
   * execution with this map runs, its calls whose memo key is in the map, and whose call site does
   * not override the memo option, refer to the execution found there: the worker answers them
   * itself and reports them with {@link WorkerMessage.Used}. All other calls go to the server. A
   * worker may ignore maps.
   *
   * @param map its version, which also is its name
   */
  record Memoized(long map, List<MemoizedTarget> targets) implements ServerMessage {}

  /**
   * Memoized values of one target.
   *
   * @param positions of the arguments that enter the key, from 0, ascending; none: one value for
   *     the run
   */
  record MemoizedTarget(
      String module, String target, List<Integer> positions, List<MemoizedValue> entries) {}

  /**
   * A memoized value.
   *
   * @param key the memo key (rule M3) in hexadecimal digits
   * @param execution the execution that calls with this key refer to
   * @param value its value as JSON text
   */
  record MemoizedValue(String key, String execution, String value) {}

  /**
   * These keys of a map must not be answered any more, because a call would find something else
   * now.
   *
   * @param keys none: the whole map
   */
  record Forget(long map, List<String> keys) implements ServerMessage {}

  /**
   * Log lines are stored, or given up because they cannot be. The worker need not keep them.
   *
   * @param upTo the number of the last line
   */
  record Logged(long upTo) implements ServerMessage {}

  /**
   * The answer to {@link WorkerMessage.Drain}.
   *
   * @param executions how many the session still has; at 0 a worker may leave
   */
  record Drained(int executions) implements ServerMessage {}

  /**
   * The execution ended on the server (cancelled, timed out, superseded): stop it; further reports
   * are ignored.
   */
  record Stop(String execution, String reason) implements ServerMessage {}
}
