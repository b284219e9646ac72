package dev.pinwheel.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message from a worker to the server. Messages of one connection are handled in the order in
 * which they were sent.
 */
public sealed interface WorkerMessage {

  /**
   * The first message of a connection: who the worker is and what it can run.
   *
   * @param protocolVersion must equal {@link Protocol#VERSION}
   * @param worker a name for people, e.g. {@code joe@laptop}
   * @param workspace the workspace or pattern ({@code development/*}) it serves; null for the
   *     embedded worker, which serves every workspace last in line (D1)
   * @param codeVersion identifies the code that runs, e.g. a commit or a digest of the classes
   * @param concurrency how many executions may compute at the same time (D2), at least 1
   * @param instance chosen at random by the worker when it starts; by it the server recognises a
   *     worker that reconnects
   * @param executions those whose end the worker has not reported; empty when it starts
   */
  record Hello(
      int protocolVersion,
      String worker,
      @Nullable String workspace,
      String codeVersion,
      int concurrency,
      List<ModuleDeclaration> modules,
      String instance,
      List<String> executions)
      implements WorkerMessage {}

  /**
   * A call of a target made by an execution. Answered by {@link ServerMessage.Called} or {@link
   * ServerMessage.CallRefused} with the same request.
   *
   * @param request chosen by the worker, unique within the connection
   * @param number position of the call among all calls of this execution, from 1
   * @param arguments one JSON text per parameter, in the order of the declaration
   * @param group title of the group the call belongs to, or null
   * @param blocking true when the caller blocks for the outcome: the server then takes the call as
   *     {@code Call} and {@link Resolve} in one, and answers twice: first {@code Called}, and when
   *     the outcome is known {@link ServerMessage.Resolved}, both with this request
   */
  record Call(
      long request,
      String execution,
      int number,
      String module,
      String target,
      List<String> arguments,
      CallOptions options,
      @Nullable String group,
      boolean blocking)
      implements WorkerMessage {}

  /**
   * The execution blocks until the awaited execution has an outcome (E2). Answered by {@link
   * ServerMessage.Resolved} with the same request, at once or later.
   */
  record Resolve(long request, String execution, String awaited) implements WorkerMessage {}

  /**
   * What the execution used without a request. Not answered. Sent before all later messages of the
   * execution, in particular its end: a result counts only after the calls before it.
   *
   * @param reused calls answered from the map of {@link ServerMessage.Memoized}
   * @param awaited executions whose outcome it knew, from {@link ServerMessage.Settled} or the map,
   *     and has looked at: it depends on them
   */
  record Used(String execution, List<ReusedCall> reused, List<String> awaited)
      implements WorkerMessage {}

  /**
   * A call answered from a map.
   *
   * @param number position of the call among all calls of the execution, from 1
   * @param execution the execution found in the map
   * @param arguments one JSON text per parameter
   * @param group title of the group the call belongs to, or null
   */
  record ReusedCall(int number, String execution, List<String> arguments, @Nullable String group) {}

  /** The execution returned a value; JSON {@code null} for void. */
  record Complete(String execution, String value) implements WorkerMessage {}

  /** The execution threw. */
  record Fail(String execution, WireFailure failure) implements WorkerMessage {}

  /**
   * Messages logged by executions, oldest first. Numbered ones are answered by {@link
   * ServerMessage.Logged} when they are stored, and are stored once however often they are sent.
   *
   * @param first the number of the first line among all of the worker process, from 1; 0 when they
   *     are not numbered
   */
  record Log(long first, List<LogLine> lines) implements WorkerMessage {

    /** Lines without numbers. */
    public Log(List<LogLine> lines) {
      this(0, lines);
    }
  }

  /**
   * The worker drains, because its process is about to end: it finishes its executions and accepts
   * only new ones that these need. Answered by {@link ServerMessage.Drained}; sent again when
   * nothing runs any more.
   */
  record Drain() implements WorkerMessage {}

  /**
   * How far the execution is.
   *
   * @param fraction from 0 to 1
   */
  record Progress(String execution, double fraction) implements WorkerMessage {}

  /**
   * One log message.
   *
   * @param level one of {@code debug}, {@code info}, {@code warn}, {@code error}, {@code stdout},
   *     {@code stderr}
   * @param template the message with {@code {name}} placeholders; the plain text when there are
   *     none
   * @param values a JSON object with the values of the placeholders; {@code {}} when there are none
   * @param atEpochMillis when it was logged, by the worker's clock
   */
  record LogLine(
      String execution, long atEpochMillis, String level, String template, String values) {}
}
