package dev.pinwheel.gateway;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.log.LogBatch;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns messages about the executions of one worker into commands. A worker may report only on
 * executions assigned to its session; a message about any other is refused with a reason and not
 * recorded.
 */
final class ExecutionMessages {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionMessages.class);

  private final CommandSender commands;
  private final RemoteWorkerLink worker;
  private final Supplier<@Nullable SessionId> session;

  /** Characters of log lines that are not stored yet. */
  private final AtomicLong logUnderWay = new AtomicLong();

  /**
   * @param session of the worker; null before it is opened
   */
  ExecutionMessages(
      CommandSender commands, RemoteWorkerLink worker, Supplier<@Nullable SessionId> session) {
    this.commands = commands;
    this.worker = worker;
    this.session = session;
  }

  void call(WorkerMessage.Call call, MessageAck ack) {
    ExecutionId caller;
    WorkerCommand.CallTarget command;
    try {
      caller = own(call.execution());
      command = ProtocolMapper.call(call, caller);
    } catch (Rejection refusal) {
      worker.tell(new ServerMessage.CallRefused(call.request(), ProtocolMapper.refusal(refusal)));
      ack.applied();
      return;
    }
    commands.send(
        command,
        ack,
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
                call.request(),
                new RemoteWorkerLink.Wait(caller, called.execution()),
                called.outcome());
          }
        });
  }

  /**
   * The id of an execution of this worker.
   *
   * @throws Rejection when it is malformed, or of an execution that is not assigned to it
   */
  private ExecutionId own(String execution) {
    ExecutionId id = ProtocolMapper.id(execution);
    Rejection refusal = worker.executions().refusal(id);
    if (refusal != null) {
      throw refusal;
    }
    return id;
  }

  void resolve(WorkerMessage.Resolve resolve, MessageAck ack) {
    RemoteWorkerLink.Wait wait;
    try {
      wait =
          new RemoteWorkerLink.Wait(own(resolve.execution()), ProtocolMapper.id(resolve.awaited()));
    } catch (Rejection refusal) {
      refuseToResolve(resolve, refusal);
      ack.applied();
      return;
    }
    commands.send(
        new WorkerCommand.Resolve(wait.waiting(), wait.awaited()),
        ack,
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

  /** Messages without an answer are accepted only for executions assigned to this worker. */
  private void ifOwn(String execution, MessageAck ack, Consumer<ExecutionId> then) {
    ExecutionId id;
    try {
      id = ProtocolMapper.id(execution);
    } catch (Rejection malformed) {
      ignoreMalformed(malformed);
      ack.applied();
      return;
    }
    Rejection refusal = worker.executions().refusal(id);
    if (refusal == null) {
      then.accept(id);
    } else {
      ignore(id, refusal);
      ack.applied();
    }
  }

  private static void ignoreMalformed(Rejection malformed) {
    LOG.warn("Ignored a message of a worker: {}", LogText.of(malformed.getMessage()));
  }

  /** The worker that had it was told of its end; a worker that never had it may be unaware. */
  private void ignore(ExecutionId execution, Rejection refusal) {
    LOG.info("{}", refusal.getMessage());
    if (!worker.executions().isEnded(execution)) {
      worker.tell(new ServerMessage.Stop(execution.toString(), refusal.getMessage()));
    }
  }

  void used(WorkerMessage.Used used, MessageAck ack) {
    ifOwn(used.execution(), ack, user -> used(used, user, ack));
  }

  private void used(WorkerMessage.Used used, ExecutionId user, MessageAck ack) {
    WorkerCommand.ReportUse use;
    try {
      use = ProtocolMapper.use(used, user);
    } catch (Rejection invalid) {
      refuseReport(user, invalid, ack);
      return;
    }
    var unused =
        commands.send(
            use,
            (fresh, problem) -> {
              if (commands.isSaidAgain(problem, ack)) {
                return;
              }
              if (isInvalid(problem)) {
                refuseReport(user, problem, ack);
                return;
              }
              if (problem != null) {
                LOG.warn(
                    "Ignored the uses that {} reported: {}",
                    user,
                    LogText.of(ProtocolMapper.sentence(problem)));
              }
              ack.applied();
            });
  }

  private static boolean isInvalid(@Nullable Throwable problem) {
    return problem != null
        && (!(ProtocolMapper.causeOf(problem) instanceof Rejection rejection)
            || rejection.kind() != Rejection.Kind.UNAVAILABLE);
  }

  /** Its result would rest on calls that are not recorded, so it ends. */
  private void refuseReport(ExecutionId execution, @Nullable Throwable why, MessageAck ack) {
    String sentence = ProtocolMapper.sentence(why);
    // Before the worker is told: a result that it sends then comes too late.
    fail(execution, Failure.of("InvalidReport", sentence), ack);
    worker.tell(new ServerMessage.Stop(execution.toString(), sentence));
  }

  void complete(WorkerMessage.Complete complete, MessageAck ack) {
    ifOwn(complete.execution(), ack, ended -> complete(ended, complete.value(), ack));
  }

  private void complete(ExecutionId execution, String value, MessageAck ack) {
    var unused =
        commands.send(
            new WorkerCommand.RecordValue(execution, Json.of(value)),
            (recorded, problem) -> {
              if (commands.isSaidAgain(problem, ack)) {
                return;
              }
              if (problem != null) {
                // The value is invalid; the execution must not stay open because of that.
                fail(execution, Failure.of("InvalidValue", ProtocolMapper.sentence(problem)), ack);
              } else {
                worker.executions().ended(execution);
                ack.applied();
              }
            });
  }

  void fail(WorkerMessage.Fail fail, MessageAck ack) {
    ifOwn(fail.execution(), ack, ended -> fail(ended, ProtocolMapper.failure(fail.failure()), ack));
  }

  private void fail(ExecutionId execution, Failure failure, MessageAck ack) {
    commands.send(
        new WorkerCommand.RecordFailure(execution, failure),
        ack,
        (recorded, problem) -> worker.executions().ended(execution));
  }

  void progress(WorkerMessage.Progress progress, MessageAck ack) {
    ifOwn(
        progress.execution(),
        ack,
        execution ->
            commands.send(
                new WorkerCommand.ReportProgress(execution, progress.fraction()),
                ack,
                (reported, problem) -> {}));
  }

  /**
   * Also for executions that have ended: their code goes on logging until it stops. Whether one
   * that this server does not remember was assigned to the session is looked up with the writing.
   */
  void log(WorkerMessage.Log log, MessageAck ack) {
    List<LogBatch.Line> lines = new ArrayList<>(log.lines().size());
    Set<ExecutionId> foreign = new HashSet<>();
    long number = log.first();
    for (WorkerMessage.LogLine line : log.lines()) {
      LogMessage message;
      try {
        message = ProtocolMapper.log(line);
      } catch (Rejection malformed) {
        ignoreMalformed(malformed);
        number++;
        continue;
      }
      Rejection refusal = worker.executions().refusal(message.execution());
      boolean known = refusal == null || worker.executions().isEnded(message.execution());
      if (refusal != null && !known && foreign.add(message.execution())) {
        ignore(message.execution(), refusal);
      }
      lines.add(new LogBatch.Line(log.first() == 0 ? 0 : number, message, known));
      number++;
    }
    append(lines, log.first() == 0 ? 0 : number - 1);
    ack.applied();
  }

  private void append(List<LogBatch.Line> lines, long upTo) {
    LogBatch counted = new LogBatch(session.get(), lines, upTo, () -> {});
    long size = counted.size();
    boolean bounded =
        counted.isNumbered() && logUnderWay.get() + size <= 2L * Protocol.MAX_LOG_UNDER_WAY;
    logUnderWay.addAndGet(size);
    commands.log(
        new LogBatch(
            counted.session(),
            lines,
            upTo,
            () -> {
              logUnderWay.addAndGet(-size);
              if (upTo > 0) {
                worker.tell(new ServerMessage.Logged(upTo));
              }
            }),
        bounded);
  }
}
