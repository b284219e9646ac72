package dev.pinwheel.engine;

import dev.pinwheel.engine.index.TurnQueue;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Requests that share a transaction, in the order in which they are applied. While it is applied
 * for the first time it takes more from the queue, so that a command of another run need not wait
 * for the next one. Confined to the committing thread.
 *
 * <p>All answers go out after the commit, so a run of small steps waits for a whole group at each
 * of them. A group of one run is large, because a statement for many rows costs less per row; one
 * that several runs share is small.
 */
final class RequestGroup {

  /** The maximum number of commands of a group that several runs share. */
  static final int SHARED_LIMIT = 64;

  private final List<Request<?>> requests = new ArrayList<>();
  private final @Nullable TurnQueue<Request<?>> queue;
  private final int limit;
  private boolean isShared;

  private RequestGroup(@Nullable TurnQueue<Request<?>> queue, int limit) {
    this.queue = queue;
    this.limit = limit;
  }

  /** Begins with this request and takes what waits by now from the queue, up to the limit. */
  static RequestGroup begin(Request<?> first, TurnQueue<Request<?>> queue, int limit) {
    RequestGroup group = new RequestGroup(queue, Math.min(limit, queue.size() + 1));
    group.requests.add(first);
    return group;
  }

  /** These and no others. */
  static RequestGroup of(List<Request<?>> requests) {
    RequestGroup group = new RequestGroup(null, requests.size());
    group.requests.addAll(requests);
    return group;
  }

  /** Whether it has commands of several runs, or others; known once it was applied. */
  boolean isShared() {
    return isShared;
  }

  List<Request<?>> requests() {
    return List.copyOf(requests);
  }

  /**
   * Applies all of them; answers are given after the commit.
   *
   * @throws RejectedTooLate when one was rejected that had written
   */
  void apply(Tx tx, CommandHandlers handlers, Payloads payloads) {
    for (int i = 0; i < requests.size() || takeNext(); i++) {
      apply(tx, requests.get(i), handlers, payloads);
    }
    if (requests.stream().noneMatch(request -> CommandTurns.isImpatient(request.command()))) {
      tx.showLater();
    }
  }

  private boolean takeNext() {
    int most = isShared ? Math.min(limit, SHARED_LIMIT) : limit;
    Request<?> next = queue == null || requests.size() >= most ? null : queue.poll();
    if (next == null) {
      return false;
    }
    isShared |= !next.lane().equals(requests.getFirst().lane());
    requests.add(next);
    return true;
  }

  private static <R> void apply(
      Tx tx, Request<R> request, CommandHandlers handlers, Payloads payloads) {
    CompletableFuture<R> reply = request.reply();
    long writesBefore = tx.writeCount();
    // Registered first, so that the sender has its answer before what follows from the command.
    Answer<R> answer = new Answer<>();
    tx.afterCommit(() -> answer.giveTo(reply));
    tx.offer(request.files());
    try {
      answer.value = handlers.apply(tx, request);
    } catch (Rejection rejection) {
      if (tx.writeCount() != writesBefore) {
        throw new RejectedTooLate(rejection);
      }
      answer.rejection = rejection;
    }
    tx.filesLeft().forEach(file -> tx.afterCommit(() -> payloads.discard(file)));
  }

  private static final class Answer<R> {
    private @Nullable R value;
    private @Nullable Rejection rejection;

    void giveTo(CompletableFuture<R> reply) {
      Rejection rejected = rejection;
      if (rejected != null) {
        reply.completeExceptionally(rejected);
      } else {
        reply.complete(value);
      }
    }
  }

  /** A command was rejected after it had written: only a rollback takes that back. */
  static final class RejectedTooLate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    RejectedTooLate(Rejection rejection) {
      super(null, null, false, false);
      this.rejection = rejection;
    }

    Rejection rejection() {
      return rejection;
    }
  }
}
