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
 * One worker's connection: its session, and the way of its messages to the engine, in their order.
 * {@link ExecutionMessages} takes what executions say; {@link RemoteWorkerLink} tells the worker what the
 * engine does.
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
   * @param receipt told once what became of the message
   */
  void send(WorkerMessage message, MessageAck receipt) {
    if (worker.isClosed()) {
      throw new IllegalStateException("The connection is closed");
    }
    try {
      switch (message) {
        case WorkerMessage.Hello hello -> open(hello, receipt);
        case WorkerMessage.Drain drain -> drain(receipt);
        case WorkerMessage.Call call -> executions.call(call, receipt);
        case WorkerMessage.Resolve resolve -> executions.resolve(resolve, receipt);
        case WorkerMessage.Used used -> executions.used(used, receipt);
        case WorkerMessage.Complete complete -> executions.complete(complete, receipt);
        case WorkerMessage.Fail fail -> executions.fail(fail, receipt);
        case WorkerMessage.Progress progress -> executions.progress(progress, receipt);
        case WorkerMessage.Log log -> executions.log(log, receipt);
      }
    } catch (Rejection rejection) {
      refuse(rejection.getMessage());
    }
  }

  private void open(WorkerMessage.Hello hello, MessageAck receipt) {
    if (hello.protocolVersion() != Protocol.VERSION) {
      refuse(
          "Expected protocol version %d, but worker '%s' speaks %d. Use a worker of the server's version."
              .formatted(Protocol.VERSION, hello.worker(), hello.protocolVersion()));
      return;
    }
    List<ExecutionId> held = hello.executions().stream().map(ProtocolMapper::id).toList();
    Command.OpenSession command =
        new Command.OpenSession(
            hello.worker(),
            hello.workspace(),
            hello.codeVersion(),
            hello.concurrency(),
            hello.modules().stream()
                .map(module -> ProtocolMapper.manifest(module, hello.codeVersion()))
                .toList(),
            worker,
            hello.workspace() == null ? null : hello.instance());
    var unused =
        commands.send(
            command,
            (opened, problem) -> {
              if (opened != null) {
                opened(opened, held);
                receipt.applied();
              } else if (!commands.isSaidAgain(problem, receipt)) {
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

  /** A sign of life, and the end of a suspension. */
  void heartbeat() {
    SessionId open = session;
    if (open != null && !worker.isClosed()) {
      var unused =
          commands.send(
              new Command.Heartbeat(open, worker),
              (alive, problem) -> {
                if (Boolean.FALSE.equals(alive)) {
                  worker.closed("The session of the worker is over.");
                }
              });
    }
  }

  /** The connection is lost; the worker may come back. */
  void suspend() {
    SessionId open = session;
    if (open != null && !worker.isClosed()) {
      var unused = commands.send(new Command.SuspendSession(open, worker));
    }
  }

  private void drain(MessageAck receipt) {
    SessionId open = session;
    if (open == null) {
      receipt.applied();
    } else {
      commands.send(
          new Command.DrainSession(open),
          receipt,
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
