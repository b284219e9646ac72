package dev.pinwheel.engine;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread applies all commands, in the order in which they came; those that wait at the same
 * time share a transaction and its flush (group commit). Replies go out after the commit.
 *
 * <p>If a statement fails, the group is rolled back, memory is rebuilt, and each command is run
 * again alone, so that one bad command harms no other.
 */
final class CommandLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

  /** Ends the loop; never applied. */
  private static final Request<?> LAST = Request.of(new Command.Tick(Instant.MIN));

  private final Database database;
  private final CommandHandlers handlers;
  private final int groupLimit;
  private final BlockingQueue<Request<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("pinwheel-engine").unstarted(this::run);
  private volatile boolean closing;

  /** Odd while it is at work, even while it waits; higher with each group. */
  private final AtomicLong turn = new AtomicLong();

  /** True while memory may not be what the database says. Confined to the thread. */
  private boolean stale;

  /** Why memory could not be rebuilt; null when it could. Confined to the thread. */
  private @Nullable RuntimeException problem;

  CommandLoop(Database database, CommandHandlers handlers, int groupLimit) {
    this.database = database;
    this.handlers = handlers;
    this.groupLimit = groupLimit;
  }

  void start() {
    database.transact(tx -> {
      handlers.recover(tx);
      return null;
    });
    thread.start();
  }

  /** Where its thread is now, a line per call. */
  String stack() {
    return Stream.of(thread.getStackTrace())
        .map(call -> "  at " + call)
        .collect(Collectors.joining("\n"));
  }

  /** Which group it is at; the same odd number for long means that it is stuck. */
  long turn() {
    return turn.get();
  }

  boolean isClosing() {
    return closing;
  }

  void send(Request<?> request) {
    if (closing) {
      request
          .reply()
          .completeExceptionally(
              Rejection.invalidState("The server is shutting down; send it again later."));
      return;
    }
    queue.add(request);
  }

  private void run() {
    List<Request<?>> group = new ArrayList<>();
    while (!group.contains(LAST)) {
      group.clear();
      Request<?> first = next();
      if (first != null) {
        group.add(first);
        queue.drainTo(group, groupLimit - 1);
        turn.incrementAndGet();
        commit(group.stream().filter(request -> request != LAST).toList());
        turn.incrementAndGet();
      } else if (stale) {
        rebuild();
      }
    }
  }

  /** The next request; null when nobody sent one while memory is stale, or after an interrupt. */
  private @Nullable Request<?> next() {
    try {
      return stale ? queue.poll(1, TimeUnit.SECONDS) : queue.take();
    } catch (InterruptedException e) {
      // Nobody may interrupt this thread: H2 closes its file when a thread that uses it is.
      LOG.warn("The engine's thread was interrupted and goes on");
      return null;
    }
  }

  private void commit(List<Request<?>> group) {
    if (group.isEmpty()) {
      return;
    }
    if (stale) {
      rebuild();
    }
    RuntimeException unreachable = problem;
    if (unreachable != null) {
      group.forEach(request -> request.reply().completeExceptionally(unreachable));
      return;
    }
    try {
      database.transact(tx -> {
        group.forEach(request -> apply(tx, request));
        return null;
      });
    } catch (RejectedTooLate rejected) {
      rebuild();
      alone(group, rejected.rejection());
    } catch (RuntimeException e) {
      rebuild();
      if (group.size() == 1) {
        LOG.error("Could not apply {}", group.getFirst().command(), e);
      } else {
        LOG.warn("{} commands could not be applied together; each is tried alone", group.size(), e);
      }
      alone(group, e);
    }
  }

  private void alone(List<Request<?>> group, RuntimeException problem) {
    if (group.size() == 1) {
      group.getFirst().reply().completeExceptionally(problem);
    } else {
      group.forEach(request -> commit(List.of(request)));
    }
  }

  /**
   * Memory is what the database says. When that cannot be read now (it may be down), commands fail
   * until it can.
   */
  private void rebuild() {
    try {
      database.transact(tx -> {
        handlers.load(tx);
        return null;
      });
      stale = false;
      problem = null;
    } catch (RuntimeException e) {
      if (problem == null) {
        LOG.error("Could not read the state of the engine; commands fail until it can be read", e);
      }
      stale = true;
      problem = e;
    }
  }

  private <R> void apply(Tx tx, Request<R> request) {
    CompletableFuture<R> reply = request.reply();
    long writesBefore = tx.writeCount();
    // Registered first, so that the sender has its answer before what follows from the command.
    Answer<R> answer = new Answer<>();
    tx.afterCommit(() -> answer.giveTo(reply));
    try {
      answer.value = handlers.apply(tx, request);
    } catch (Rejection rejection) {
      if (tx.writeCount() != writesBefore) {
        throw new RejectedTooLate(rejection);
      }
      answer.rejection = rejection;
    }
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
  private static final class RejectedTooLate extends RuntimeException {

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

  @Override
  public void close() {
    closing = true;
    queue.add(LAST);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
