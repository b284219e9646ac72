package dev.pinwheel.store;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.h2.MarkKeeper;
import dev.pinwheel.store.journal.Journal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: {@link #transact} writes, {@link #read} reads. Thread-safe; writers take turns,
 * readers do not wait for them.
 *
 * <p>On H2 no two threads may commit at once: one would write what it finds of the other's commit,
 * and a kill then leaves half of that (ADR 0021).
 */
public final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** How long people and programs wait for a database that is away. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final EventBus events;
  private final boolean syncAfterCommit;
  private final SnapshotReader reader;
  private final WriterConnections connections;
  private final Writer commands;
  private final Writer logs;
  private final EngineSequence ids = new EngineSequence();
  private final SessionLoad sessionLoad = new SessionLoad();

  private volatile BiConsumer<String, Throwable> serverStop =
      (reason, cause) -> LOG.error(reason, cause);

  /** The right to write; null on H2, whose file has no other user. */
  private volatile @Nullable ServerLease lease;

  /** The last commit of commands that survives what its durability promises; 0 for none. */
  private volatile long position;

  /** Keeps the mark of a file of H2; null when there is none. */
  private volatile @Nullable MarkKeeper mark;

  /** Why nothing more may be written; null while all is well. */
  private volatile @Nullable String stopReason;

  /** A database that is not compacted. */
  public Database(
      DataSource dataSource,
      SQLDialect dialect,
      InstantSource clock,
      EventBus events,
      Durability durability) {
    this(dataSource, dialect, clock, events, durability, null, null);
  }

  /** A database without a journal. */
  public Database(
      DataSource dataSource,
      SQLDialect dialect,
      InstantSource clock,
      EventBus events,
      Durability durability,
      @Nullable FileCompaction compaction) {
    this(dataSource, dialect, clock, events, durability, compaction, null);
  }

  /**
   * @param dialect {@code H2} or {@code POSTGRES}
   * @param durability what a commit survives (H2 only)
   * @param compaction keeps the file of this database small; null when there is nothing to compact
   * @param journal in which a file of H2 commits, with the same durability; null to commit in the
   *     database itself
   */
  public Database(
      DataSource dataSource,
      SQLDialect dialect,
      InstantSource clock,
      EventBus events,
      Durability durability,
      @Nullable FileCompaction compaction,
      @Nullable Journal journal) {
    boolean h2 = dialect.family() == SQLDialect.H2;
    this.clock = clock;
    this.events = events;
    this.syncAfterCommit = h2 && journal == null && durability == Durability.POWER;
    LogLimit logLimit = new LogLimit(clock);
    Configuration configuration = new DefaultConfiguration().set(dataSource).set(dialect);
    sessionLoad.attachTo(configuration);
    this.reader = new SnapshotReader(dataSource, configuration, logLimit);
    this.connections = new WriterConnections(dataSource, dialect, ids::reserveAgain);
    this.commands =
        journal == null
            ? new DirectWriter(connections, this::begin, compaction, logLimit)
            : new JournaledWriter(
                connections, this::begin, journal, compaction, clock, logLimit, this::stopServer);
    this.logs = h2 ? commands : new DirectWriter(connections, this::begin, null, logLimit);
  }

  private Tx begin(WriterConnection connection) {
    return new Tx(
        connection,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        () -> ids.next(connection.dsl()));
  }

  /**
   * Decides what ends the server when a promise can no longer be kept; called at most once.
   *
   * @param action takes the reason, for the log, and its cause; may end the process
   */
  public void onServerStop(BiConsumer<String, Throwable> action) {
    serverStop = action;
  }

  /** Ends the server: nothing is written any more, and nothing more is acknowledged. */
  public void stopServer(String reason, Throwable cause) {
    synchronized (this) {
      if (stopReason != null) {
        return;
      }
      stopReason = reason;
    }
    connections.stop();
    serverStop.accept(reason, cause);
  }

  /** What the engine publishes about the sessions of workers. */
  public SessionLoad sessionLoad() {
    return sessionLoad;
  }

  /**
   * Reads committed data of one moment, however many statements the work needs. The context must
   * not be used to write, nor after the call.
   *
   * @throws Rejection (unavailable) when the database cannot be reached
   */
  public <T> T read(Function<DSLContext, T> work) {
    return reader.read(work);
  }

  /**
   * Runs the work in one transaction, commits it durably, then runs what it registered to happen
   * after the commit and publishes its events. If the work throws, everything is rolled back. When
   * the commit fails and the database says that it did not happen, the work is applied again.
   *
   * @throws DatabaseUnreachable when nothing is committed because the database cannot be reached or
   *     takes no commits
   * @throws CommitUnknown when the server stopped before the database said what happened
   */
  public <T> T transact(Function<Tx, T> work) {
    return transact(work, work);
  }

  /**
   * As {@link #transact(Function)}, for work that depends on what is kept in memory.
   *
   * @param again applied instead of the work when the commit turned out not to have happened, after
   *     what the work registered for a rollback
   */
  public <T> T transact(Function<Tx, T> work, Function<Tx, T> again) {
    requireRunning();
    return fenced(() -> commands.transact(work, again, new Completion<>()));
  }

  /** Other connections see everything that is committed until now. */
  public void settle() {
    commands.settle();
  }

  /** A server that was taken over by another one must not go on. */
  private <T> T fenced(Supplier<T> transaction) {
    try {
      return transaction.get();
    } catch (Writer.Fenced e) {
      throw stopFenced(e);
    }
  }

  private synchronized CommitUnknown stopFenced(Throwable cause) {
    ServerLease held = lease;
    String reason =
        stopReason != null || held == null
            ? ServerLease.LOST
            : held.reasonOfFence(commands.history(), logs.history());
    stopServer(reason, cause);
    return new CommitUnknown(reason, cause);
  }

  /** So that both writers notice when their last commits are missing. */
  private void commitNothing() {
    boolean unused =
        transact(tx -> {
          tx.countWrite();
          return true;
        });
    aside(tx -> {}, List.of());
  }

  /** What follows a transaction of commands. */
  private final class Completion<T> implements Writer.After<T> {

    @Override
    public void durable(@Nullable WriterConnection connection, Tx tx, T answer) {
      if (syncAfterCommit && tx.writeCount() > 0) {
        sync(connection);
      }
      if (tx.writeCount() > 0) {
        position = tx.marker();
      }
      tx.committed();
    }

    @Override
    public void visible(Tx tx) {
      if (!tx.events().isEmpty()) {
        events.publish(tx.events());
      }
    }
  }

  /** What is committed but not on disk must be neither acknowledged nor undone. */
  private void sync(@Nullable WriterConnection connection) {
    try {
      (connection == null ? connections.open() : connection).execute("checkpoint sync");
    } catch (SQLException | RuntimeException e) {
      String reason =
          "A commit could not be written to disk (checkpoint sync failed). The server stops, because it must not acknowledge what a power cut may lose.";
      stopServer(reason, e);
      throw new CommitUnknown(reason, e);
    }
  }

  private void requireRunning() {
    String reason = stopReason;
    if (reason != null) {
      throw new IllegalStateException("The server is stopping: " + reason);
    }
  }

  /**
   * What keeps it from writing at the moment, for a sentence that begins with the database; empty
   * while all is well.
   */
  public Optional<String> trouble() {
    return connections.trouble();
  }

  /** Whether {@link #stopServer} was called. */
  public boolean isStopped() {
    return stopReason != null;
  }

  /**
   * Waits a moment before another attempt to reach the database; false when no more attempts are to
   * be made.
   */
  public boolean awaitNextAttempt() {
    return connections.awaitNextAttempt();
  }

  /**
   * Runs an action repeatedly while a thread waits for the database, in that thread.
   *
   * @param action must not throw
   */
  public void whileAway(Runnable action) {
    connections.whileAway(action);
  }

  /** Ends all waiting for a database that does not answer. What it answers is still done. */
  public void stopWaiting() {
    connections.stop();
  }

  /**
   * Runs work in a transaction of its own, then publishes the events; only for tables that nothing
   * else writes (log messages). On H2 it takes turns with {@link #transact}, on PostgreSQL it does
   * not wait for that. Not synced to disk.
   *
   * @param work applied again when its commit did not happen
   */
  void aside(Consumer<Tx> work, Collection<EngineEvent> emitted) {
    requireRunning();
    Function<Tx, Boolean> batch =
        tx -> {
          tx.showLater();
          tx.syncLater();
          work.accept(tx);
          tx.countWrite();
          return true;
        };
    fenced(() -> logs.transact(batch, batch, new Publication<>(emitted)));
  }

  /** Reads what is committed, as far as {@link #aside} sees it, and writes nothing. */
  <T> T askAside(Function<Tx, T> question) {
    requireRunning();
    Function<Tx, T> asked =
        tx -> {
          tx.showLater();
          return question.apply(tx);
        };
    return fenced(() -> logs.transact(asked, asked, new Publication<>(List.of())));
  }

  /** What follows a transaction of something else. */
  private final class Publication<T> implements Writer.After<T> {

    private final Collection<EngineEvent> emitted;

    Publication(Collection<EngineEvent> emitted) {
      this.emitted = emitted;
    }

    @Override
    public void durable(@Nullable WriterConnection connection, Tx tx, T answer) {}

    @Override
    public void visible(Tx tx) {
      if (!emitted.isEmpty()) {
        events.publish(emitted);
      }
    }
  }

  /** The last commit that survives what its durability promises; 0 before the first one. */
  public long position() {
    return position;
  }

  /** Keeps the mark of the database's file from now on; closed with the database. */
  public void keepMark(Path file) {
    mark = new MarkKeeper(file, () -> position, clock);
  }

  /** Numbers that were reserved are not given out any more. */
  void reserveNumbersAgain() {
    ids.reserveAgain();
  }

  /** Only the holder of this lease writes, as long as it holds it; closed with the database. */
  public void claim(ServerLease granted) {
    fenceBy(granted);
    granted.keep((reason, cause) -> {
      CommitUnknown unused = stopFenced(cause);
    });
    granted.whenPromoted(this::commitNothing);
  }

  /** As {@link #claim}, without renewing the lease. */
  void fenceBy(ServerLease granted) {
    lease = granted;
    connections.limitTransactions(granted.transactionLimit());
    commands.startFrom(granted.commandMarker());
    logs.startFrom(granted.logMarker());
  }

  /** Gives the writing connections and the lease back. */
  @Override
  public void close() {
    connections.stop();
    commands.close();
    logs.close();
    MarkKeeper kept = mark;
    if (kept != null) {
      kept.close();
    }
    ServerLease held = lease;
    if (held != null) {
      held.close();
    }
  }
}
