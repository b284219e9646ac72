package dev.pinwheel.engine;

import dev.pinwheel.engine.index.TurnQueue;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread applies all commands: those of one run in the order in which they came, runs in turns
 * ({@link CommandTurns}). Those that wait at the same time share a transaction and its flush
 * ({@link GroupCommit}).
 */
final class CommandLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

  /**
   * So many groups after a shared one are small as well: a run that has its answer sends its next
   * command soon.
   */
  private static final int SMALL_GROUPS = 8;

  private final Database database;
  private final GroupCommit commits;
  private final int groupLimit;
  private final TurnQueue<Request<?>> queue = new TurnQueue<>();
  private final Thread thread = Thread.ofPlatform().name("pinwheel-engine").unstarted(this::run);
  private volatile String incarnation = "";

  /** Odd while it is at work, even while it waits; higher with each group. */
  private final AtomicLong groups = new AtomicLong();

  /** How many of the next groups are small. Confined to the thread. */
  private int smallGroups;

  CommandLoop(
      Database database,
      CommandHandlers handlers,
      Payloads payloads,
      InstantSource clock,
      int groupLimit) {
    this.database = database;
    this.commits = new GroupCommit(database, handlers, payloads, clock, queue);
    this.groupLimit = groupLimit;
  }

  void start() {
    incarnation = commits.recover().toString();
    thread.start();
  }

  /** Names the incarnation of the database (N7); empty before the start. */
  String incarnation() {
    return incarnation;
  }

  /** Where its thread is now, a line per call. */
  String stack() {
    return Stream.of(thread.getStackTrace())
        .map(call -> "  at " + call)
        .collect(Collectors.joining("\n"));
  }

  /** Which group it is at; the same odd number for long means that it is stuck. */
  long group() {
    return groups.get();
  }

  boolean isClosing() {
    return queue.isClosed();
  }

  /** Whether commands wait because the database cannot be read. */
  boolean isDatabaseAway() {
    return commits.isDatabaseAway() && groups.get() % 2 == 1;
  }

  /** Takes a request; each one is answered, also when the loop is being closed meanwhile. */
  void send(Request<?> request) {
    if (!CommandTurns.add(queue, request)) {
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
      for (Request<?> first = next(); first != null; first = next()) {
        groups.incrementAndGet();
        RequestGroup group = RequestGroup.begin(first, queue, limit());
        commits.commit(group);
        smallGroups = group.isShared() ? SMALL_GROUPS : Math.max(0, smallGroups - 1);
        groups.incrementAndGet();
      }
    } catch (RuntimeException | Error e) {
      database.stopServer("The engine's thread ended by an error; the server cannot go on", e);
    } finally {
      queue.close();
      for (Request<?> left = queue.poll(); left != null; left = queue.poll()) {
        refuse(left);
      }
    }
  }

  private int limit() {
    return smallGroups > 0 ? Math.min(groupLimit, RequestGroup.SHARED_LIMIT) : groupLimit;
  }

  /** The next request; null once the loop is closed and all are applied. */
  private @Nullable Request<?> next() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // Nobody may interrupt this thread: H2 closes its file when a thread that uses it is.
        LOG.warn("The engine's thread was interrupted and continues");
      }
    }
  }

  @Override
  public void close() {
    queue.close();
    database.stopWaiting();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
