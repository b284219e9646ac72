package dev.pinwheel.gateway;

import dev.pinwheel.engine.Command;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.SessionId;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker's connection: holds its session and passes its messages to the engine in order. {@link
 * ExecutionMessages} handles messages about executions; {@link RemoteWorkerLink} sends the engine's
 * messages to the worker.
 */
final class GatewayConnection implements Connection {

  private final CommandSender commands;
  private final RemoteWorkerLink worker;
  private final ExecutionMessages executions;
  private volatile @Nullable SessionId session;

  GatewayConnection(Engine engine, Listener listener) {
    this.commands = new CommandSender(engine);
    this.worker = new RemoteWorkerLink(listener);
    this.executions = new ExecutionMessages(commands, worker);
  }

  @Override
  public void send(WorkerMessage message) {
    send(message, MessageAck.NONE);
  }

  /**
   * As {@link #send(WorkerMessage)}.
   *
   * @param ack told once what became of the message
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
    Command.OpenSession command;
    try {
      held = hello.executions().stream().map(ProtocolMapper::id).toList();
      command = ProtocolMapper.session(hello, worker);
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

  private void opened(Command.OpenedSession opened, List<ExecutionId> held) {
    session = opened.session();
    if (worker.isClosed()) {
      closeSession();
    }
    worker.opened(opened, held);
  }

  /** A heartbeat, which also ends a suspension. */
  void heartbeat() {
    SessionId open = session;
    if (open != null && !worker.isClosed()) {
      var unused =
          commands.send(
              new Command.Heartbeat(open, worker),
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
      var unused = commands.send(new Command.SuspendSession(open, worker));
    }
  }

  private void drain(MessageAck ack) {
    SessionId open = session;
    if (open == null) {
      ack.applied();
    } else {
      commands.send(
          new Command.DrainSession(open),
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
      var unused = commands.send(new Command.CloseSession(open));
    }
  }

  @Override
  public void close() {
    if (worker.close("The worker closed the connection.")) {
      closeSession();
    }
  }
}
