package dev.pinwheel.worker;

import dev.pinwheel.protocol.WireFailure;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.sdk.CallRefused;
import dev.pinwheel.sdk.ExecutionStopped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Requests to the server that it has not answered yet. Thread-safe. */
final class PendingRequests {

  /**
   * One request.
   *
   * @param execution the execution that makes it
   * @param called completed with the id of the execution that a call refers to
   * @param outcome completed with its outcome, when that was asked for
   */
  record Request(
      long id,
      String execution,
      boolean blocking,
      CompletableFuture<String> called,
      CompletableFuture<WireOutcome> outcome) {

    private void fail(RuntimeException reason) {
      called.completeExceptionally(reason);
      outcome.completeExceptionally(reason);
    }
  }

  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Request> open = new ConcurrentHashMap<>();

  /** Opens a request of an execution; {@code blocking} says whether an outcome will follow. */
  Request open(String execution, boolean blocking) {
    Request request =
        new Request(
            last.incrementAndGet(),
            execution,
            blocking,
            new CompletableFuture<>(),
            new CompletableFuture<>());
    open.put(request.id(), request);
    return request;
  }

  /** Opens a request for the outcome of an execution that is known. */
  Request openFor(String execution, String awaited) {
    Request request = open(execution, true);
    request.called().complete(awaited);
    return request;
  }

  /** An outcome that was asked for and has not come. */
  record Question(long request, String execution, String awaited) {}

  /**
   * What to ask again after the server has lost its state: outcomes of recorded calls and handles.
   */
  List<Question> listUnanswered() {
    return open.values().stream()
        .filter(request -> request.blocking() && request.called().isDone())
        .filter(request -> !request.called().isCompletedExceptionally())
        .sorted(Comparator.comparingLong(Request::id))
        .map(request -> new Question(request.id(), request.execution(), request.called().join()))
        .toList();
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

  void refused(long id, WireFailure failure) {
    Request request = open.remove(id);
    if (request != null) {
      request.fail(new CallRefused(failure.type(), failure.message()));
    }
  }

  void resolved(long id, WireOutcome outcome) {
    Request request = open.remove(id);
    if (request != null) {
      request.outcome().complete(outcome);
    }
  }

  /** No answer will come, because the executions that asked are given up. */
  void stopAll(String reason) {
    for (Request request : List.copyOf(open.values())) {
      open.remove(request.id());
      request.fail(new ExecutionStopped(request.execution(), reason));
    }
  }

  /** The answer is no longer awaited. */
  void forget(@Nullable Request request) {
    if (request != null) {
      open.remove(request.id());
    }
  }
}
