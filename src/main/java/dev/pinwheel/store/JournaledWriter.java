package dev.pinwheel.store;

import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.journal.ChangeGroup;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.store.journal.Recovery;
import dev.pinwheel.store.journal.SyncedPart;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions to a journal beside the file of H2, and only now and then to H2 itself,
 * whose every commit rewrites the changed pages (ADR 0040). Thread-safe; its callers take turns.
 *
 * <p>Each transaction is applied in H2's open transaction, appended to the journal and synced; then
 * it is committed. H2 commits several of them together, after {@link #INTERVAL}, or at once when
 * somebody is going to look. After a crash, or when the connection breaks, the journal is applied
 * again from where H2 is: each transaction moves the number in {@code commit_marker}.
 */
final class JournaledWriter implements Writer {

  private static final Logger LOG = LoggerFactory.getLogger(JournaledWriter.class);

  /** The longest time until other connections see what was committed. */
  private static final Duration INTERVAL = Duration.ofMillis(50);

  /** Reopening H2 closes it for readers as well; they need some time in between. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** Commits of H2 between two checks of the file's size. */
  private static final int SIZE_CHECK_INTERVAL = 16;

  private final WriterConnections connections;
  private final Function<WriterConnection, Tx> begin;
  private final Journal journal;
  private final @Nullable FileCompaction compaction;
  private final LogLimit logLimit;
  private final BiConsumer<String, Throwable> stop;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final CommitHistory history = new CommitHistory();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("pinwheel-commit").factory());

  /** Guarded by {@link #turn}, like what follows. */
  private @Nullable WriterConnection open;

  private RecordedChanges changes = new RecordedChanges();

  /** The number of the last commit. */
  private long last = Recovery.NO_COMMIT;

  /** Whether H2 has to commit something. */
  private boolean isBehind;

  /** What is to be done once H2 has committed. */
  private List<Runnable> unseen = new ArrayList<>();

  private boolean isScheduled;
  private int commits;

  /**
   * @param connections opens its connection, again whenever it broke
   * @param begin makes the transaction on a connection
   * @param compaction keeps the file behind small; null when there is nothing to compact
   * @param stop ends the server when it is not known what the journal holds
   */
  JournaledWriter(
      WriterConnections connections,
      Function<WriterConnection, Tx> begin,
      Journal journal,
      @Nullable FileCompaction compaction,
      LogLimit logLimit,
      BiConsumer<String, Throwable> stop) {
    this.connections = connections;
    this.begin = begin;
    this.journal = journal;
    this.compaction = compaction;
    this.logLimit = logLimit;
    this.stop = stop;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public <T> T transact(Function<Tx, T> work, Function<Tx, T> again, After<T> after) {
    turn.lock();
    try {
      WriterConnection connection = connect();
      Tx tx = begin.apply(connection);
      T answer = apply(connection, tx, work);
      if (tx.marker() == Tx.UNMARKED) {
        // Nothing was written; but what is answered may rest on what nobody sees yet.
        if (isBehind && !tx.isShownLater()) {
          awaitCommit();
        }
        after.durable(open, tx, answer);
        whenSeen(() -> after.visible(tx));
      } else if (!changes.isComplete() || (!tx.isShownLater() && !journal.isSynced())) {
        return commitDirectly(connection, tx, answer, again, after);
      } else {
        append(connection, tx);
        follow(tx, answer, after);
      }
      return answer;
    } finally {
      turn.unlock();
    }
  }

  /** What follows an append; must not look as if nothing was committed. */
  private <T> void follow(Tx tx, T answer, After<T> after) {
    try {
      if (!tx.isShownLater()) {
        awaitCommit();
      }
      after.durable(open, tx, answer);
      whenSeen(() -> after.visible(tx));
      beginJournalIfLong();
    } catch (CommitUnknown e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw stop("What follows a commit failed", e);
    }
  }

  private <T> T apply(WriterConnection connection, Tx tx, Function<Tx, T> work) {
    changes.begin();
    try {
      connection.setSavepoint();
      T answer = work.apply(tx);
      tx.flushAll();
      if (tx.writeCount() > 0 || !changes.isComplete()) {
        tx.setMarker(tx.nextId());
        mark(connection, tx.marker());
      }
      return answer;
    } catch (RuntimeException | Error e) {
      boolean usable = connection.rollbackToSavepoint();
      if (!usable) {
        discard(connection);
      }
      tx.rolledBack();
      if (e instanceof DataAccessException broken && !usable) {
        throw connections.broke(broken);
      }
      throw e;
    }
  }

  private void mark(WriterConnection connection, long number) {
    if (last == Recovery.NO_COMMIT || connection.run(DirectWriter.MOVE_MARKER, number, last) == 0) {
      connection.run(DirectWriter.INSERT_MARKER, number);
    }
  }

  private void append(WriterConnection connection, Tx tx) {
    try {
      journal.append(new ChangeGroup(last, tx.marker(), tx.highestRun(), changes.changes()));
    } catch (Journal.Unrepairable e) {
      throw stop("A commit could be written to the journal only in part", e);
    } catch (IOException e) {
      undo(connection, tx);
      throw connections.refused(e);
    } catch (RuntimeException | Error e) {
      undo(connection, tx);
      throw e;
    }
    try {
      if (!tx.isSyncedLater()) {
        journal.force();
      }
    } catch (IOException e) {
      throw stop("A commit could not be written to disk (the sync of the journal failed)", e);
    }
    committed(tx);
    isBehind = true;
  }

  private void undo(WriterConnection connection, Tx tx) {
    if (!connection.rollbackToSavepoint()) {
      discard(connection);
    }
    tx.rolledBack();
  }

  private void committed(Tx tx) {
    last = tx.marker();
    history.add(last);
    connections.accepted();
  }

  private CommitUnknown stop(String what, Throwable cause) {
    String reason =
        what + ". The server stops, because it must not acknowledge what a power cut may lose.";
    stop.accept(reason, cause);
    return new CommitUnknown(reason, cause);
  }

  /**
   * Commits in H2 what the journal cannot hold, or need not: nothing is acknowledged before H2 has
   * it.
   */
  private <T> T commitDirectly(
      WriterConnection connection, Tx first, T firstAnswer, Function<Tx, T> again, After<T> after) {
    Tx tx = first;
    T answer = firstAnswer;
    WriterConnection current = connection;
    SQLException failure = commit(current);
    boolean repeated = false;
    while (failure != null) {
      current = awaitConnection(failure);
      if (last == tx.marker()) {
        break;
      }
      tx.rolledBack();
      if (repeated) {
        throw connections.refused(failure);
      }
      repeated = true;
      tx = begin.apply(current);
      answer = apply(current, tx, again);
      failure = commit(current);
    }
    committed(tx);
    if (journal.isSynced()) {
      sync(current);
    }
    Tx done = tx;
    seen();
    after.durable(open, done, answer);
    after.visible(done);
    checkSize();
    return answer;
  }

  private void sync(WriterConnection connection) {
    try {
      journal.databaseSynced(syncDatabase(connection));
    } catch (SQLException | IOException | RuntimeException e) {
      throw stop("A commit could not be written to disk (checkpoint sync failed)", e);
    }
  }

  /** Syncs the file of H2, if it has to survive a power cut; answers what of it that is. */
  private SyncedPart syncDatabase(WriterConnection connection) throws SQLException, IOException {
    SyncedPart part = journal.databasePart();
    if (journal.isSynced()) {
      connection.execute("checkpoint sync");
    }
    return part;
  }

  /** Commits in H2; answers what went wrong, when its connection is given up. */
  private @Nullable SQLException commit(WriterConnection connection) {
    try {
      connection.commit();
      return null;
    } catch (SQLException | RuntimeException e) {
      if (logLimit.isDue("not committed", e)) {
        LOG.warn("The database did not commit; opening it again ({})", e.toString());
      }
      discard(connection);
      return e instanceof SQLException failed ? failed : new SQLException(e);
    }
  }

  /** Has H2 commit what is in the journal, however long that takes. */
  private void awaitCommit() {
    WriterConnection connection = open;
    SQLException failure =
        connection == null ? new SQLException("The connection broke") : commit(connection);
    if (failure != null) {
      // Opening it applies the journal and commits that.
      WriterConnection unused = awaitConnection(failure);
      return;
    }
    seen();
    checkSize();
  }

  @Override
  public void settle() {
    turn.lock();
    try {
      if (isBehind) {
        awaitCommit();
      }
    } finally {
      turn.unlock();
    }
  }

  /** What was committed until now is seen by other connections. */
  private void seen() {
    isBehind = false;
    List<Runnable> actions = unseen;
    unseen = new ArrayList<>();
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.error("What follows a commit failed; the transaction is committed", e);
      }
    }
  }

  private void whenSeen(Runnable action) {
    if (!isBehind) {
      action.run();
      return;
    }
    unseen.add(action);
    if (!isScheduled && !timer.isShutdown()) {
      isScheduled = true;
      Duration wait = open == null ? AFTER_FAILURE : INTERVAL;
      var unused = timer.schedule(this::commitNow, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The timer's part. A database that is away is left to the next one who needs it. */
  private void commitNow() {
    turn.lock();
    try {
      isScheduled = false;
      if (!isBehind) {
        return;
      }
      WriterConnection connection = connect();
      if (isBehind && commit(connection) == null) {
        seen();
        checkSize();
      }
    } catch (DatabaseUnreachable e) {
      LOG.debug("The database is away", e);
    } catch (RuntimeException | Error e) {
      stop.accept("The thread that commits ended by an error; the server cannot go on", e);
    } finally {
      if (isBehind) {
        whenSeen(() -> {});
      }
      turn.unlock();
    }
  }

  /** Asks until the database answers. */
  private WriterConnection awaitConnection(SQLException failure) {
    while (true) {
      try {
        return connect();
      } catch (DatabaseUnreachable e) {
        if (!connections.awaitNextAttempt()) {
          throw new CommitUnknown(
              "Whether a commit happened is unknown: the server stopped before the database answered.",
              failure);
        }
      }
    }
  }

  private void discard(WriterConnection connection) {
    open = null;
    connections.discard(connection);
  }

  private WriterConnection connect() {
    WriterConnection current = open;
    if (current != null) {
      return current;
    }
    WriterConnection fresh = connections.open();
    try {
      int applied = Recovery.apply(fresh.jdbc(), journal.files());
      LOG.debug("Applied {} commits of the journal", applied);
      last = Recovery.positionOf(fresh.jdbc());
      fresh.commit();
      // A new file: the former one may have broken with the connection.
      journal.begin(syncDatabase(fresh));
      changes = fresh.recordChanges();
    } catch (Recovery.Gap e) {
      connections.discard(fresh);
      throw stop("The journal does not continue the database", e);
    } catch (IOException e) {
      connections.discard(fresh);
      throw connections.refused(e);
    } catch (SQLException | RuntimeException e) {
      connections.discard(fresh);
      throw connections.broke(e);
    }
    open = fresh;
    seen();
    return fresh;
  }

  private void beginJournalIfLong() {
    if (!journal.isLong()) {
      return;
    }
    awaitCommit();
    boolean unused = beginJournal(false);
  }

  /** Answers false when the journal could not begin anew and goes on. */
  private boolean beginJournal(boolean forAnotherFile) {
    WriterConnection connection = open;
    if (connection == null) {
      return false;
    }
    SyncedPart part;
    try {
      part = syncDatabase(connection);
    } catch (SQLException | IOException | RuntimeException e) {
      throw stop("A commit could not be written to disk (checkpoint sync failed)", e);
    }
    try {
      journal.begin(forAnotherFile ? SyncedPart.UNCUT : part);
      return true;
    } catch (IOException e) {
      if (logLimit.isDue("journal", e)) {
        LOG.warn("The journal could not begin anew and becomes longer ({})", e.toString());
      }
      return false;
    }
  }

  /** Never throws: the transaction before it is committed, and must not look as if it were not. */
  private void checkSize() {
    WriterConnection current = open;
    if (compaction == null || current == null || commits++ % SIZE_CHECK_INTERVAL != 0) {
      return;
    }
    try {
      // Another file takes its place, of another length.
      if (current.isWorthCompacting(compaction) && beginJournal(true)) {
        open = null;
        current.closeForCompaction(compaction);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The size of the database file could not be checked", e);
    }
  }

  @Override
  public void startFrom(long marker) {
    throw new UnsupportedOperationException("A file of H2 has no lease");
  }

  @Override
  public CommitHistory history() {
    return history;
  }

  @Override
  public void close() {
    turn.lock();
    try {
      timer.shutdown();
      WriterConnection current = open;
      open = null;
      if (current == null) {
        journal.close();
        return;
      }
      try {
        current.commit();
        SyncedPart unused = syncDatabase(current);
        journal.closeEmpty();
        seen();
      } catch (SQLException | IOException e) {
        // The next start applies it.
        journal.close();
        LOG.warn("The journal is left to the next start ({})", e.toString());
      }
      current.close();
    } finally {
      turn.unlock();
    }
  }
}
