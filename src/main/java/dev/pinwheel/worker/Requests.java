package dev.pinwheel.worker;

import dev.pinwheel.protocol.Failure;
import dev.pinwheel.protocol.Outcome;
import dev.pinwheel.sdk.CallRefused;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the worker has asked the server and not heard of yet. Thread-safe. */
final class Requests {

  /**
   * One question.
   *
   * @param called completed with the id of the execution that a call refers to
   * @param outcome completed with its outcome, when that was asked for
   */
  record Request(
      long id,
      boolean blocking,
      CompletableFuture<String> called,
      CompletableFuture<Outcome> outcome) {

    private void fail(RuntimeException reason) {
      called.completeExceptionally(reason);
      outcome.completeExceptionally(reason);
    }
  }

  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Request> open = new ConcurrentHashMap<>();

  /** Opens a request; {@code blocking} says whether an outcome will follow. */
  Request open(boolean blocking) {
    Request request =
        new Request(
            last.incrementAndGet(), blocking, new CompletableFuture<>(), new CompletableFuture<>());
    open.put(request.id(), request);
    return request;
  }

  void called(long id, String execution) {
    Request request = open.get(id);
    if (request != null) {
      if (!request.blocking()) {
        open.remove(id);
      }
      request.called().complete(execution);
    }
  }

  void refused(long id, Failure failure) {
    Request request = open.remove(id);
    if (request != null) {
      request.fail(new CallRefused(failure.type(), failure.message()));
    }
  }

  void resolved(long id, Outcome outcome) {
    Request request = open.remove(id);
    if (request != null) {
      request.outcome().complete(outcome);
    }
  }

  /** Nobody waits for the answer any more. */
  void forget(@Nullable Request request) {
    if (request != null) {
      open.remove(request.id());
    }
  }
}
