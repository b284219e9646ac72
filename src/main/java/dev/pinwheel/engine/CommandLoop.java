package dev.pinwheel.engine;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.CommitUnknown;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.DatabaseUnreachable;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
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
 * again alone, so that one bad command harms no other. If the database cannot be reached, the group
 * waits for it. If a commit is not confirmed, {@link Database#transact} asks whether it happened
 * before anything is delivered or applied again.
 */
final class CommandLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

  /** How long people and programs wait for a database that is away. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Ends the loop; never applied. */
  private static final Request<?> LAST = Request.of(new Command.Tick(Instant.MIN), Instant.MIN);

  private final Database database;
  private final CommandHandlers handlers;
  private final Payloads payloads;
  private final InstantSource clock;
  private final int groupLimit;
  private final BlockingQueue<Request<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("pinwheel-engine").unstarted(this::run);
  private volatile boolean closing;
  private volatile boolean ended;

  /** Odd while it is at work, even while it waits; higher with each group. */
  private final AtomicLong turn = new AtomicLong();

  /** True while memory may not be what the database says. Confined to the thread. */
  private boolean stale;

  /** True once the database could not be reached, until a group is applied. */
  private volatile boolean databaseAway;

  CommandLoop(
      Database database,
      CommandHandlers handlers,
      Payloads payloads,
      InstantSource clock,
      int groupLimit) {
    this.payloads = payloads;
    this.database = database;
    database.whileAway(this::refuseImpatient);
    this.handlers = handlers;
    this.clock = clock;
    this.groupLimit = groupLimit;
  }

  void start() {
    database.<@Nullable Object>transact(tx -> {
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

  /** Whether commands wait because the database cannot be read. */
  boolean isDatabaseAway() {
    return databaseAway && turn.get() % 2 == 1;
  }

  /** Takes a request; each one is answered, also when the loop is being closed meanwhile. */
  void send(Request<?> request) {
    if (closing) {
      refuse(request);
      return;
    }
    queue.add(request);
    // The loop may have ended between the two lines above.
    if (ended && queue.remove(request)) {
      refuse(request);
    }
  }

  private static void refuse(Request<?> request) {
    request
        .reply()
        .completeExceptionally(
            Rejection.unavailable("The server is shutting down; send it again later."));
  }

  private void run() {
    try {
      applyUntilLast();
    } catch (RuntimeException | Error e) {
      database.stopServer("The engine's thread ended by an error; the server cannot go on", e);
    } finally {
      ended = true;
      List<Request<?>> left = new ArrayList<>();
      queue.drainTo(left);
      left.forEach(CommandLoop::refuse);
    }
  }

  private void applyUntilLast() {
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
      }
    }
  }

  /** The next request; null after an interrupt. */
  private @Nullable Request<?> next() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      // Nobody may interrupt this thread: H2 closes its file when a thread that uses it is.
      LOG.warn("The engine's thread was interrupted and goes on");
      return null;
    }
  }

  private void commit(List<Request<?>> group) {
    List<Request<?>> left = group;
    while (!left.isEmpty()) {
      if (stale) {
        left = awaitDatabase(left);
      } else {
        left = tryCommit(left);
      }
    }
    if (stale) {
      awaitDatabase(List.of());
    }
  }

  /** Applies a group; answers those that are to be applied again once memory is rebuilt. */
  private List<Request<?>> tryCommit(List<Request<?>> group) {
    try {
      database.transact(
          tx -> applyAll(tx, group),
          tx -> {
            handlers.load(tx);
            return applyAll(tx, group);
          });
      databaseAway = false;
      return List.of();
    } catch (DatabaseUnreachable e) {
      stale = true;
      return group;
    } catch (CommitUnknown e) {
      stale = true;
      fail(group, e);
      return List.of();
    } catch (RejectedTooLate rejected) {
      stale = true;
      return alone(group, rejected.rejection());
    } catch (RuntimeException e) {
      stale = true;
      if (group.size() == 1) {
        LOG.error("Could not apply {}", group.getFirst().command(), e);
      } else {
        LOG.warn("{} commands could not be applied together; each is tried alone", group.size(), e);
      }
      return alone(group, e);
    }
  }

  private @Nullable Object applyAll(Tx tx, List<Request<?>> group) {
    group.forEach(request -> apply(tx, request));
    return null;
  }

  private List<Request<?>> alone(List<Request<?>> group, RuntimeException problem) {
    if (group.size() == 1) {
      fail(group, problem);
    } else {
      group.forEach(request -> commit(List.of(request)));
    }
    return List.of();
  }

  private static void fail(List<Request<?>> group, RuntimeException problem) {
    group.forEach(request -> request.reply().completeExceptionally(problem));
  }

  /**
   * Rebuilds memory from the database. While that cannot be read, commands of workers wait; those
   * of people and programs are answered after {@link #PATIENCE} that they were not applied.
   *
   * @return those of the group that still wait
   */
  private List<Request<?>> awaitDatabase(List<Request<?>> group) {
    List<Request<?>> waiting = group;
    try {
      while (!rebuild()) {
        if (database.isStopped() || !database.awaitNextAttempt()) {
          fail(waiting, Rejection.unavailable("The server is stopping; send it again later."));
          return List.of();
        }
        waiting = refuseImpatient(waiting);
      }
    } catch (RuntimeException e) {
      // It answers, but not with what is expected: waiting would not help.
      LOG.error("Could not read the state of the engine; commands fail until it can be read", e);
      fail(waiting, e);
      return List.of();
    }
    return waiting;
  }

  private List<Request<?>> refuseImpatient(List<Request<?>> group) {
    Instant patientSince = clock.instant().minus(PATIENCE);
    return group.stream().filter(request -> !refuseIfImpatient(request, patientSince)).toList();
  }

  /** Called now and then while the database is away. */
  private void refuseImpatient() {
    databaseAway = true;
    Instant patientSince = clock.instant().minus(PATIENCE);
    queue.removeIf(request -> refuseIfImpatient(request, patientSince));
  }

  private static boolean refuseIfImpatient(Request<?> request, Instant patientSince) {
    if (!request.command().isImpatient() || !request.sentAt().isBefore(patientSince)) {
      return false;
    }
    request
        .reply()
        .completeExceptionally(
            Rejection.unavailable(
                "The database cannot be reached, so nothing was changed. Try again when it is back."));
    return true;
  }

  /** Memory is what the database says; false when that cannot be read now. */
  private boolean rebuild() {
    try {
      database.<@Nullable Object>transact(tx -> {
        handlers.load(tx);
        return null;
      });
      if (databaseAway) {
        LOG.info("The database can be read again; commands are applied");
      }
      stale = false;
      databaseAway = false;
      return true;
    } catch (DatabaseUnreachable e) {
      if (!databaseAway) {
        LOG.error(
            "Could not read the state of the engine; commands wait until it can be read ({})",
            e.toString());
      }
      databaseAway = true;
      return false;
    }
  }

  private <R> void apply(Tx tx, Request<R> request) {
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
    database.stopWaiting();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
