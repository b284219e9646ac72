package dev.pinwheel.worker;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Group;
import dev.pinwheel.worker.modules.TargetMethod;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an execution reports to the server, in order: its calls, what it waits for, its progress and
 * its end. Once it has ended or was stopped, it reports nothing more. Thread-safe.
 */
final class ExecutionReports {

  private static final double PROGRESS_STEP = 0.01;

  private final String execution;
  private final SessionResources session;
  private final StoppableWaits waits;
  private final KnownOutcomes uses;
  private final ReentrantLock order = new ReentrantLock();
  private int calls;
  private double lastProgress = -1;
  private boolean ended;

  ExecutionReports(String execution, SessionResources session, StoppableWaits waits) {
    this.execution = execution;
    this.session = session;
    this.waits = waits;
    this.uses = new KnownOutcomes(execution, session.connection(), session.timer());
  }

  /** The server has sent the outcome of an execution that the code has submitted. */
  void settled(WireOutcome outcome) {
    uses.known(outcome);
  }

  /** A call. */
  PendingRequests.Request call(
      TargetMethod target, List<String> arguments, CallOptions options, boolean wait) {
    PendingRequests.Request request = session.requests().open(execution, wait);
    send(
        request,
        () ->
            new WorkerMessage.Call(
                request.id(),
                execution,
                ++calls,
                target.module(),
                target.name(),
                arguments,
                options,
                Group.currentTitle(),
                wait));
    return request;
  }

  /** A call that was answered here, from the memo map (M14). */
  void reused(WireOutcome outcome, List<String> arguments, boolean wait) {
    order.lock();
    try {
      checkActive();
      uses.known(outcome);
      uses.reuse(
          new WorkerMessage.ReusedCall(
              ++calls, outcome.execution(), arguments, Group.currentTitle()));
      if (wait) {
        uses.await(outcome.execution());
      }
    } finally {
      order.unlock();
    }
  }

  /** The use of an outcome that is known here; null, and no report, when it is not. */
  @Nullable WireOutcome use(String awaited) {
    order.lock();
    try {
      checkActive();
      return uses.use(awaited);
    } finally {
      order.unlock();
    }
  }

  /** Asks for the outcome of another execution. */
  PendingRequests.Request resolve(String awaited) {
    PendingRequests.Request request = session.requests().openFor(execution, awaited);
    send(request, () -> new WorkerMessage.Resolve(request.id(), execution, awaited));
    return request;
  }

  private void send(PendingRequests.Request request, Supplier<WorkerMessage> message) {
    try {
      order.lock();
      try {
        checkActive();
        uses.flush();
        session.connection().accept(message.get());
      } finally {
        order.unlock();
      }
    } catch (RuntimeException e) {
      session.requests().forget(request);
      throw e;
    }
  }

  private void checkActive() {
    waits.check();
    if (ended) {
      throw new IllegalStateException(
          "Execution %s has ended, but a task wrapped for it still makes calls. Wait for wrapped tasks to end before the method returns."
              .formatted(execution));
    }
  }

  /**
   * How far it is. Small steps are left out.
   *
   * @param fraction from 0 to 1
   */
  void progress(double fraction) {
    order.lock();
    try {
      boolean worthTelling = Math.abs(fraction - lastProgress) >= PROGRESS_STEP || fraction == 1;
      if (!ended && !waits.isStopped() && worthTelling && fraction != lastProgress) {
        lastProgress = fraction;
        session.connection().accept(new WorkerMessage.Progress(execution, fraction));
      }
    } finally {
      order.unlock();
    }
  }

  /** Its value or failure; dropped when it was stopped. */
  void end(WorkerMessage report) {
    order.lock();
    try {
      ended = true;
      if (!waits.isStopped()) {
        uses.flush();
        session.connection().accept(report);
      }
    } finally {
      order.unlock();
    }
  }

  /** The server has ended it. Returns false when it had ended or was stopped before. */
  boolean stop(String reason) {
    order.lock();
    try {
      if (ended || waits.isStopped()) {
        return false;
      }
      waits.stop(reason);
      return true;
    } finally {
      order.unlock();
    }
  }
}
