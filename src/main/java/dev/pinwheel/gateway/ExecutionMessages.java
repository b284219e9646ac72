package dev.pinwheel.gateway;

import dev.pinwheel.engine.Command;
import dev.pinwheel.engine.LogMessage;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the executions of one worker say, as commands. A worker speaks for the executions that its
 * session was handed; what it says about any other is refused in a sentence, and recorded nowhere.
 */
final class ExecutionMessages {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionMessages.class);

  private final CommandSender commands;
  private final RemoteWorkerLink worker;

  ExecutionMessages(CommandSender commands, RemoteWorkerLink worker) {
    this.commands = commands;
    this.worker = worker;
  }

  void call(WorkerMessage.Call call, MessageAck receipt) {
    ExecutionId caller = ProtocolMapper.id(call.execution());
    Rejection refusal = worker.executions().refusal(caller);
    if (refusal != null) {
      worker.tell(new ServerMessage.CallRefused(call.request(), ProtocolMapper.refusal(refusal)));
      receipt.applied();
      return;
    }
    commands.send(
        ProtocolMapper.call(call, caller),
        receipt,
        (called, problem) -> {
          if (called == null) {
            worker.tell(
                new ServerMessage.CallRefused(call.request(), ProtocolMapper.refusal(problem)));
            return;
          }
          worker.tell(
              new ServerMessage.Called(
                  call.request(), called.execution().toString(), called.reused()));
          if (call.blocking()) {
            worker.answerOrWait(
                call.request(), new RemoteWorkerLink.Wait(caller, called.execution()), called.outcome());
          }
        });
  }

  void resolve(WorkerMessage.Resolve resolve, MessageAck receipt) {
    RemoteWorkerLink.Wait wait =
        new RemoteWorkerLink.Wait(ProtocolMapper.id(resolve.execution()), ProtocolMapper.id(resolve.awaited()));
    Rejection refusal = worker.executions().refusal(wait.waiting());
    if (refusal != null) {
      refuseToResolve(resolve, refusal);
      receipt.applied();
      return;
    }
    commands.send(
        new Command.Resolve(wait.waiting(), wait.awaited()),
        receipt,
        (resolution, problem) -> {
          if (resolution == null) {
            refuseToResolve(resolve, problem);
          } else {
            worker.answerOrWait(resolve.request(), wait, resolution.outcome());
          }
        });
  }

  private void refuseToResolve(WorkerMessage.Resolve resolve, @Nullable Throwable why) {
    worker.tell(
        new ServerMessage.Resolved(
            resolve.request(),
            new dev.pinwheel.protocol.WireOutcome(
                resolve.awaited(), "failed", null, ProtocolMapper.refusal(why))));
  }

  /** What expects no answer is taken only about an execution that this worker has. */
  private void ifOwn(String execution, MessageAck receipt, Consumer<ExecutionId> then) {
    ExecutionId id = ProtocolMapper.id(execution);
    Rejection refusal = worker.executions().refusal(id);
    if (refusal == null) {
      then.accept(id);
    } else {
      ignore(id, refusal);
      receipt.applied();
    }
  }

  /** Whoever had it was told of its end; a worker that never had it may not know better. */
  private void ignore(ExecutionId execution, Rejection refusal) {
    LOG.info("{}", refusal.getMessage());
    if (!worker.executions().isEnded(execution)) {
      worker.tell(new ServerMessage.Stop(execution.toString(), refusal.getMessage()));
    }
  }

  void used(WorkerMessage.Used used, MessageAck receipt) {
    ifOwn(used.execution(), receipt, user -> used(used, user, receipt));
  }

  private void used(WorkerMessage.Used used, ExecutionId user, MessageAck receipt) {
    commands.send(
        ProtocolMapper.use(used, user),
        receipt,
        (fresh, problem) -> {
          if (problem != null) {
            LOG.warn("Ignored what {} said it used: {}", user, ProtocolMapper.sentence(problem));
          }
        });
  }

  void complete(WorkerMessage.Complete complete, MessageAck receipt) {
    ifOwn(complete.execution(), receipt, ended -> complete(ended, complete.value(), receipt));
  }

  private void complete(ExecutionId execution, String value, MessageAck receipt) {
    var unused =
        commands.send(
            new Command.RecordValue(execution, Json.of(value)),
            (recorded, problem) -> {
              if (commands.isSaidAgain(problem, receipt)) {
                return;
              }
              if (problem != null) {
                // The value itself is invalid: the execution must not stay open for that.
                fail(execution, Failure.of("InvalidValue", ProtocolMapper.sentence(problem)), receipt);
              } else {
                worker.executions().ended(execution);
                receipt.applied();
              }
            });
  }

  void fail(WorkerMessage.Fail fail, MessageAck receipt) {
    ifOwn(
        fail.execution(),
        receipt,
        ended -> fail(ended, ProtocolMapper.failure(fail.failure()), receipt));
  }

  private void fail(ExecutionId execution, Failure failure, MessageAck receipt) {
    commands.send(
        new Command.RecordFailure(execution, failure),
        receipt,
        (recorded, problem) -> worker.executions().ended(execution));
  }

  void progress(WorkerMessage.Progress progress, MessageAck receipt) {
    ifOwn(
        progress.execution(),
        receipt,
        execution -> {
          var unused = commands.send(new Command.ReportProgress(execution, progress.fraction()));
          receipt.applied();
        });
  }

  /** Also of executions that have ended: their code says more until it has stopped. */
  void log(WorkerMessage.Log log, MessageAck receipt) {
    List<LogMessage> messages = new ArrayList<>(log.lines().size());
    for (WorkerMessage.LogLine line : log.lines()) {
      LogMessage message = ProtocolMapper.log(line);
      Rejection refusal = worker.executions().refusal(message.execution());
      if (refusal == null || worker.executions().isEnded(message.execution())) {
        messages.add(message);
      } else {
        ignore(message.execution(), refusal);
      }
    }
    commands.log(messages);
    receipt.applied();
  }
}
