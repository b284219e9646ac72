package dev.pinwheel.worker;

import dev.pinwheel.sdk.CallRefused;
import dev.pinwheel.worker.values.RemoteExecution;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The submitted calls of one execution that the server has not recorded yet. Submitting does not
 * wait for the acknowledgement, so that a fan-out is one stream of messages. Their number is
 * bounded, and a refusal that the code does not notice fails the execution. Thread-safe.
 */
final class UnacknowledgedCalls {

  private static final int MAX_UNDER_WAY = 1_024;

  private record Refused(RemoteExecution<?> handle, CallRefused reason) {}

  private final Semaphore free = new Semaphore(MAX_UNDER_WAY);
  private final Queue<Refused> refusals = new ConcurrentLinkedQueue<>();

  /** Blocks until one more call may be under way. */
  void admit(StoppableWaits waits) {
    acquire(1, waits);
  }

  /** The admitted call was not sent. */
  void withdraw() {
    free.release();
  }

  /** The call is under way. */
  void track(RemoteExecution<?> handle, PendingRequests.Request request) {
    request
        .called()
        .whenComplete((execution, failure) -> {
          if (failure != null && reason(failure) instanceof CallRefused refused) {
            refusals.add(new Refused(handle, refused));
          }
          free.release();
        });
  }

  /**
   * Blocks until every call is recorded.
   *
   * @throws CallRefused when one was refused and the code has not read its id or result
   */
  void awaitAcknowledged(StoppableWaits waits) {
    acquire(MAX_UNDER_WAY, waits);
    for (Refused refused : refusals) {
      if (!refused.handle().isObserved()) {
        throw refused.reason();
      }
    }
  }

  private void acquire(int permits, StoppableWaits waits) {
    if (free.tryAcquire(permits)) {
      return;
    }
    try {
      free.acquire(permits);
    } catch (InterruptedException e) {
      waits.check();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while submitted calls were being recorded.", e);
    }
  }

  private static @Nullable Throwable reason(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
