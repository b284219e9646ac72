package dev.pinwheel.gateway;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's connection: holds its session and passes its messages to the engine in order. {@link
 * ExecutionMessages} handles messages about executions; {@link RemoteWorkerLink} sends the engine's
 * messages to the worker.
 */
final class GatewayConnection implements Connection {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayConnection.class);

  private final CommandSender commands;
  private final Actor actor;
  private final RemoteWorkerLink worker;
  private final ExecutionMessages executions;
  private volatile @Nullable SessionId session;

  /**
   * @param actor whose token the worker has
   */
  GatewayConnection(Engine engine, Listener listener, Actor actor) {
    this.actor = actor;
    this.commands = new CommandSender(engine);
    this.worker = new RemoteWorkerLink(listener, this::undelivered);
    this.executions = new ExecutionMessages(commands, worker, () -> session);
  }

  @Override
  public void send(WorkerMessage message) {
    send(message, MessageAck.NONE);
  }

  /**
   * As {@link #send(WorkerMessage)}.
   *
   * @param ack called once, with what became of the message
   */
  void send(WorkerMessage message, MessageAck ack) {
    if (worker.isClosed()) {
      throw new IllegalStateException("The connection is closed");
    }
    switch (message) {
      case WorkerMessage.Hello hello -> open(hello, ack);
      case WorkerMessage.Drain drain -> drain(ack);
      case WorkerMessage.Call call -> executions.call(call, ack);
      case WorkerMessage.Resolve resolve -> executions.resolve(resolve, ack);
      case WorkerMessage.Used used -> executions.used(used, ack);
      case WorkerMessage.Complete complete -> executions.complete(complete, ack);
      case WorkerMessage.Fail fail -> executions.fail(fail, ack);
      case WorkerMessage.Progress progress -> executions.progress(progress, ack);
      case WorkerMessage.Log log -> executions.log(log, ack);
    }
  }

  private void open(WorkerMessage.Hello hello, MessageAck ack) {
    if (hello.protocolVersion() != Protocol.VERSION) {
      refuse(
          "Expected protocol version %d, but worker '%s' speaks %d. Use a worker of the server's version."
              .formatted(Protocol.VERSION, hello.worker(), hello.protocolVersion()));
      return;
    }
    List<ExecutionId> held;
    WorkerCommand.OpenSession command;
    try {
      held = hello.executions().stream().map(ProtocolMapper::id).toList();
      command = ProtocolMapper.session(hello, worker, actor);
    } catch (Rejection rejection) {
      refuse(rejection.getMessage());
      return;
    }
    var unused =
        commands.send(
            command,
            (opened, problem) -> {
              if (opened != null) {
                opened(opened, held);
                ack.applied();
              } else if (!commands.isSaidAgain(problem, ack)) {
                refuse(ProtocolMapper.sentence(problem));
              }
            });
  }

  private void opened(WorkerCommand.OpenedSession opened, List<ExecutionId> held) {
    session = opened.session();
    if (worker.isClosed()) {
      closeSession();
    }
    worker.opened(opened, held);
  }

  /** The order was lost before it reached the worker, so the execution would stay open for ever. */
  private void undelivered(ExecutionId execution, RuntimeException problem) {
    LOG.error("Could not send the order to execute {} to its worker", execution, problem);
    fail(
        execution,
        Failure.of(
            "Undelivered",
            "%s did not start: its order could not be sent to the worker (%s)."
                .formatted(execution, problem)));
  }

  private void fail(ExecutionId execution, Failure failure) {
    var unused =
        commands.send(
            new WorkerCommand.RecordFailure(execution, failure),
            (recorded, problem) -> worker.executions().ended(execution));
  }

  /** The worker has acknowledged an order. */
  void delivered(ServerMessage.Execute order) {
    ExecutionId.parse(order.execution()).ifPresent(worker.executions()::delivered);
  }

  /**
   * The worker has reconnected. What it had acknowledged, and neither runs there nor has ended
   * there now, would stay open for ever.
   *
   * @param name of the worker
   * @param held what it runs, and what it has not been told to have reported
   */
  void reconnected(String name, Collection<String> held) {
    Set<String> known = Set.copyOf(held);
    for (ExecutionId execution : worker.executions().listDelivered()) {
      if (!known.contains(execution.toString())) {
        LOG.warn("Worker {} has reconnected without {}, which fails", name, execution);
        fail(
            execution,
            Failure.of(
                "LostByWorker",
                "%s was started by worker %s, which reconnected without it and has not reported its end."
                    .formatted(execution, name)));
      }
    }
  }

  /** A heartbeat, which also ends a suspension. */
  void heartbeat() {
    SessionId open = session;
    if (open != null && !worker.isClosed()) {
      var unused =
          commands.send(
              new WorkerCommand.Heartbeat(open, worker),
              (alive, problem) -> {
                if (Boolean.FALSE.equals(alive)) {
                  worker.closed("The session of the worker has ended.");
                }
              });
    }
  }

  /** The connection is lost; the worker may reconnect. */
  void suspend() {
    SessionId open = session;
    if (open != null && !worker.isClosed()) {
      var unused = commands.send(new WorkerCommand.SuspendSession(open, worker));
    }
  }

  private void drain(MessageAck ack) {
    SessionId open = session;
    if (open == null) {
      ack.applied();
    } else {
      commands.send(
          new WorkerCommand.DrainSession(open),
          ack,
          (left, problem) -> worker.tell(new ServerMessage.Drained(left == null ? 0 : left)));
    }
  }

  private void refuse(String sentence) {
    worker.refuse(sentence);
    closeSession();
  }

  private void closeSession() {
    SessionId open = session;
    if (open != null) {
      var unused = commands.send(new WorkerCommand.CloseSession(open));
    }
  }

  @Override
  public void close() {
    if (worker.close("The worker closed the connection.")) {
      closeSession();
    }
  }
}
