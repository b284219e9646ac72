package dev.pinwheel.gateway;

import dev.pinwheel.engine.Command;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.LogMessage;
import dev.pinwheel.engine.SessionId;
import dev.pinwheel.engine.WorkerLink;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's connection. Commands are sent in the order of its messages; answers arrive in the
 * engine's committing thread, in the order of the commits.
 */
final class GatewayConnection implements Connection, WorkerLink {

  private record Wait(ExecutionId waiting, ExecutionId awaited) {}

  private static final Logger LOG = LoggerFactory.getLogger(GatewayConnection.class);

  private final Engine engine;
  private final Listener listener;
  private final Map<Wait, List<Long>> requests = new HashMap<>();

  /** Executions with which the worker came back: what it does already it is not told to do. */
  private final Set<ExecutionId> goingOn = ConcurrentHashMap.newKeySet();

  private volatile @Nullable SessionId session;
  private volatile boolean closed;

  GatewayConnection(Engine engine, Listener listener) {
    this.engine = engine;
    this.listener = listener;
  }

  @Override
  public void send(WorkerMessage message) {
    send(message, Receipt.NONE);
  }

  /**
   * As {@link #send(WorkerMessage)}.
   *
   * @param receipt told once what became of the message
   */
  void send(WorkerMessage message, Receipt receipt) {
    if (closed) {
      throw new IllegalStateException("The connection is closed");
    }
    try {
      switch (message) {
        case WorkerMessage.Hello hello -> open(hello, receipt);
        case WorkerMessage.Call call -> call(call, receipt);
        case WorkerMessage.Resolve resolve -> resolve(resolve, receipt);
        case WorkerMessage.Used used -> used(used, receipt);
        case WorkerMessage.Complete complete -> complete(complete, receipt);
        case WorkerMessage.Fail fail -> fail(fail, receipt);
        case WorkerMessage.Log log -> {
          engine.log(log.lines().stream().map(this::message).toList());
          receipt.applied();
        }
        case WorkerMessage.Drain drain -> drain(receipt);
        case WorkerMessage.Progress progress -> {
          var unused =
              engine.send(
                  new Command.ReportProgress(id(progress.execution()), progress.fraction()));
          receipt.applied();
        }
      }
    } catch (Rejection rejection) {
      refuse(rejection.getMessage());
    }
  }

  private void open(WorkerMessage.Hello hello, Receipt receipt) {
    if (hello.protocolVersion() != Protocol.VERSION) {
      refuse(
          "Expected protocol version %d, but worker '%s' speaks %d. Use a worker of the server's version."
              .formatted(Protocol.VERSION, hello.worker(), hello.protocolVersion()));
      return;
    }
    var unused =
        engine.send(
            new Command.OpenSession(
                hello.worker(),
                hello.workspace(),
                hello.codeVersion(),
                hello.concurrency(),
                hello.modules().stream()
                    .map(module -> Translation.manifest(module, hello.codeVersion()))
                    .toList(),
                this,
                hello.workspace() == null ? null : hello.instance()),
            (opened, problem) -> {
              if (opened == null) {
                if (!isOfTheServer(problem) || !receipt.failed()) {
                  refuse(sentence(problem));
                }
              } else {
                opened(opened, hello);
                receipt.applied();
              }
            });
  }

  /** What the worker has and the session has not is stopped; the others go on. */
  private void opened(Command.OpenedSession opened, WorkerMessage.Hello hello) {
    session = opened.session();
    if (closed) {
      closeSession();
    }
    listener.received(new ServerMessage.Welcome(opened.session().toString()));
    for (String held : hello.executions()) {
      ExecutionId execution = id(held);
      if (opened.executions().contains(execution)) {
        goingOn.add(execution);
      } else {
        listener.received(
            new ServerMessage.Stop(
                held, "%s is not an open execution of this worker any more.".formatted(held)));
      }
    }
  }

  /** A sign of life, and the end of a suspension. */
  void heartbeat() {
    SessionId open = session;
    if (open != null && !closed) {
      var unused =
          engine.send(
              new Command.Heartbeat(open, this),
              (alive, problem) -> {
                if (Boolean.FALSE.equals(alive)) {
                  closed("The session of the worker is over.");
                }
              });
    }
  }

  /** The connection is lost; the worker may come back. */
  void suspend() {
    SessionId open = session;
    if (open != null && !closed) {
      var unused = engine.send(new Command.SuspendSession(open, this));
    }
  }

  private void drain(Receipt receipt) {
    SessionId open = session;
    if (open == null) {
      receipt.applied();
      return;
    }
    var unused =
        engine.send(new Command.DrainSession(open), (left, problem) -> finish(problem, receipt));
  }

  /** Whether the server has a problem of its own, which may be over when a worker asks again. */
  private boolean isOfTheServer(@Nullable Throwable problem) {
    return problem != null && (engine.isClosing() || !(causeOf(problem) instanceof Rejection));
  }

  private void call(WorkerMessage.Call call, Receipt receipt) {
    ExecutionId caller = id(call.execution());
    var unused =
        engine.send(
            new Command.CallTarget(
                caller,
                call.number(),
                call.module(),
                call.target(),
                call.arguments().stream().map(Json::of).toList(),
                Translation.options(call.options()),
                call.group(),
                call.blocking()),
            (called, problem) -> {
              if (isOfTheServer(problem) && receipt.failed()) {
                return;
              }
              if (called == null) {
                listener.received(
                    new ServerMessage.CallRefused(call.request(), Translation.refusal(problem)));
                receipt.applied();
                return;
              }
              listener.received(
                  new ServerMessage.Called(
                      call.request(), called.execution().toString(), called.reused()));
              if (call.blocking()) {
                answerOrWait(
                    call.request(), new Wait(caller, called.execution()), called.outcome());
              }
              receipt.applied();
            });
  }

  private void resolve(WorkerMessage.Resolve resolve, Receipt receipt) {
    Wait wait = new Wait(id(resolve.execution()), id(resolve.awaited()));
    var unused =
        engine.send(
            new Command.Resolve(wait.waiting(), wait.awaited()),
            (resolution, problem) -> {
              if (isOfTheServer(problem) && receipt.failed()) {
                return;
              }
              if (resolution == null) {
                listener.received(
                    new ServerMessage.Resolved(
                        resolve.request(),
                        new dev.pinwheel.protocol.Outcome(
                            resolve.awaited(), "failed", null, Translation.refusal(problem))));
              } else {
                answerOrWait(resolve.request(), wait, resolution.outcome());
              }
              receipt.applied();
            });
  }

  /** The answer comes before whatever follows from it, so the request is known in time. */
  private void answerOrWait(long request, Wait wait, @Nullable Outcome outcome) {
    if (outcome != null) {
      listener.received(new ServerMessage.Resolved(request, Translation.outcome(outcome)));
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
        listener.received(new ServerMessage.Resolved(request, Translation.outcome(outcome)));
      }
    }
  }

  private void used(WorkerMessage.Used used, Receipt receipt) {
    ExecutionId execution = id(used.execution());
    var unused =
        engine.send(
            new Command.ReportUse(
                execution,
                used.reused().stream().map(GatewayConnection::reuse).toList(),
                used.awaited().stream().map(GatewayConnection::id).toList()),
            (fresh, problem) -> {
              if (isOfTheServer(problem) && receipt.failed()) {
                return;
              }
              if (problem != null) {
                LOG.warn("Ignored what {} said it used: {}", execution, sentence(problem));
              }
              receipt.applied();
            });
  }

  private static Command.Reuse reuse(WorkerMessage.ReusedCall call) {
    return new Command.Reuse(
        call.number(),
        id(call.execution()),
        call.arguments().stream().map(Json::of).toList(),
        call.group());
  }

  @Override
  public void memoize(MemoPage page) {
    listener.received(
        new ServerMessage.Memoized(
            page.map(), page.targets().stream().map(Translation::memoized).toList()));
  }

  @Override
  public void forget(long map, List<String> keys) {
    listener.received(new ServerMessage.Forget(map, keys));
  }

  @Override
  public void settled(ExecutionId caller, Outcome outcome) {
    listener.received(new ServerMessage.Settled(caller.toString(), Translation.outcome(outcome)));
  }

  private void complete(WorkerMessage.Complete complete, Receipt receipt) {
    ExecutionId execution = id(complete.execution());
    var unused =
        engine.send(
            new Command.RecordValue(execution, Json.of(complete.value())),
            (recorded, problem) -> {
              if (isOfTheServer(problem) && receipt.failed()) {
                return;
              }
              if (problem != null) {
                // The value itself is invalid: the execution must not stay open for that.
                var alsoUnused =
                    engine.send(
                        new Command.RecordFailure(
                            execution,
                            dev.pinwheel.model.Failure.of("InvalidValue", sentence(problem))),
                        (alsoRecorded, alsoProblem) -> finish(alsoProblem, receipt));
              } else {
                receipt.applied();
              }
            });
  }

  private void fail(WorkerMessage.Fail fail, Receipt receipt) {
    var unused =
        engine.send(
            new Command.RecordFailure(id(fail.execution()), Translation.failure(fail.failure())),
            (recorded, problem) -> finish(problem, receipt));
  }

  private void finish(@Nullable Throwable problem, Receipt receipt) {
    if (!isOfTheServer(problem) || !receipt.failed()) {
      receipt.applied();
    }
  }

  private LogMessage message(WorkerMessage.LogLine line) {
    return new LogMessage(
        id(line.execution()),
        Instant.ofEpochMilli(line.atEpochMillis()),
        line.level(),
        line.template(),
        Json.of(line.values()));
  }

  @Override
  public void execute(Order order) {
    if (goingOn.remove(order.execution())) {
      return;
    }
    Duration timeout = order.timeout();
    listener.received(
        new ServerMessage.Execute(
            order.execution().toString(),
            order.workspace().value(),
            order.module(),
            order.target(),
            order.arguments().stream().map(Json::toString).toList(),
            timeout == null ? null : timeout.toMillis(),
            order.memoMap()));
  }

  @Override
  public void stop(ExecutionId execution, String reason) {
    synchronized (requests) {
      requests.keySet().removeIf(wait -> wait.waiting().equals(execution));
    }
    listener.received(new ServerMessage.Stop(execution.toString(), reason));
  }

  @Override
  public void closed(String reason) {
    if (!closed) {
      closed = true;
      listener.closed(reason);
    }
  }

  private void refuse(String sentence) {
    closed = true;
    closeSession();
    listener.received(new ServerMessage.Refused(sentence));
    listener.closed(sentence);
  }

  private void closeSession() {
    SessionId open = session;
    if (open != null) {
      var unused = engine.send(new Command.CloseSession(open));
    }
  }

  private static ExecutionId id(String text) {
    return ExecutionId.parse(text)
        .orElseThrow(() ->
            Rejection.invalidArgument(
                "Expected the id of an execution, such as R7K2:3:1, but found '%s'."
                    .formatted(text)));
  }

  private static @Nullable Throwable causeOf(@Nullable Throwable problem) {
    return problem instanceof CompletionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }

  static String sentence(@Nullable Throwable problem) {
    return causeOf(problem) instanceof Rejection rejection
        ? rejection.getMessage()
        : "The server could not do this because of an error of its own; its log says more.";
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    closeSession();
    listener.closed("The worker closed the connection.");
  }
}
