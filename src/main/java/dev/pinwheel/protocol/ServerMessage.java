package dev.pinwheel.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says to a worker. */
public sealed interface ServerMessage {

  /** The answer to {@link WorkerMessage.Hello}: the session is open and will get executions. */
  record Welcome(String session) implements ServerMessage {}

  /** The server will not work with this worker; {@code reason} is a sentence for its author. */
  record Refused(String reason) implements ServerMessage {}

  /**
   * Run this execution.
   *
   * @param arguments one JSON text per parameter
   * @param timeoutMillis after how long the server will end it as timed out; null for never
   */
  record Execute(
      String execution,
      String workspace,
      String module,
      String target,
      List<String> arguments,
      @Nullable Long timeoutMillis)
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
  record CallRefused(long request, Failure failure) implements ServerMessage {}

  /** The outcome of an awaited execution. */
  record Resolved(long request, Outcome outcome) implements ServerMessage {}

  /**
   * An execution that this one called without blocking has its outcome. Told so that looking at the
   * outcome needs no round trip; never told twice, and not at all when the outcome is large: a
   * worker that does not know an outcome asks with {@link WorkerMessage.Resolve}.
   *
   * @param execution the caller
   * @param outcome of the execution that {@link Called} named
   */
  record Settled(String execution, Outcome outcome) implements ServerMessage {}

  /**
   * The execution ended on the server (cancelled, timed out, superseded): stop it; what it still
   * reports is ignored.
   */
  record Stop(String execution, String reason) implements ServerMessage {}
}
