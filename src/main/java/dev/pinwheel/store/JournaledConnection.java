package dev.pinwheel.store;

import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.journal.ChangeGroup;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.store.journal.RecordedChanges;
import dev.pinwheel.store.journal.Recovery;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal, and the connection to the file of H2 behind it, which is opened again whenever it
 * broke: then the journal is applied from where H2 is. Guarded by the lock of {@link
 * JournaledWriter}.
 */
final class JournaledConnection {

  private static final Logger LOG = LoggerFactory.getLogger(JournaledConnection.class);

  /** Commits of H2 between two checks of the file's size. */
  private static final int SIZE_CHECK_INTERVAL = 16;

  /** Committing so many rows takes a few milliseconds, for which commands wait. */
  private static final int MOST_ROWS_BEHIND = 1_000;

  private final WriterConnections connections;
  private final GuardedJournal journal;
  private final @Nullable FileCompaction compaction;
  private final InstantSource clock;
  private final LogLimit logLimit;
  private final Runnable seen;

  private @Nullable WriterConnection open;
  private RecordedChanges changes = new RecordedChanges();
  private long last = Recovery.NO_COMMIT;
  private int commits;

  /** How many rows are in the journal that H2 has not committed. */
  private int rowsBehind;

  /**
   * @param connections opens the connection
   * @param compaction keeps the file of H2 small; null when there is nothing to compact
   * @param stop ends the server when it is not known what the journal holds
   * @param seen runs whenever H2 has committed everything
   */
  JournaledConnection(
      WriterConnections connections,
      Journal journal,
      @Nullable FileCompaction compaction,
      InstantSource clock,
      LogLimit logLimit,
      BiConsumer<String, Throwable> stop,
      Runnable seen) {
    this.connections = connections;
    this.journal = new GuardedJournal(journal, connections, logLimit, stop);
    this.compaction = compaction;
    this.clock = clock;
    this.logLimit = logLimit;
    this.seen = seen;
  }

  /** Null while it is broken. */
  @Nullable WriterConnection current() {
    return open;
  }

  /** What the current transaction changes. */
  RecordedChanges changes() {
    return changes;
  }

  /** The number of the last commit. */
  long last() {
    return last;
  }

  void committed(long number) {
    last = number;
    connections.accepted();
  }

  /** Whether what is acknowledged survives a power cut. */
  boolean isSynced() {
    return journal.isSynced();
  }

  /**
   * The connection, opened if it has to be.
   *
   * @throws DatabaseUnreachable when it cannot be
   */
  WriterConnection get() {
    WriterConnection current = open;
    if (current != null) {
      return current;
    }
    WriterConnection fresh = connections.open();
    try {
      last = journal.applyAndBegin(fresh);
      changes = fresh.recordChanges();
    } catch (CommitUnknown e) {
      connections.discard(fresh);
      throw e;
    } catch (IOException e) {
      connections.discard(fresh);
      throw connections.refused(e);
    } catch (SQLException | RuntimeException e) {
      connections.discard(fresh);
      throw connections.broke(e);
    }
    open = fresh;
    rowsBehind = 0;
    seen.run();
    return fresh;
  }

  /** Opens it again, however long that takes. */
  WriterConnection await(Exception failure) {
    while (true) {
      try {
        return get();
      } catch (DatabaseUnreachable e) {
        awaitNextAttempt(failure);
      }
    }
  }

  private void awaitNextAttempt(Exception failure) {
    if (!connections.awaitNextAttempt()) {
      throw new CommitUnknown(
          "Whether a commit happened is unknown: the server stopped before the database answered.",
          failure);
    }
  }

  /**
   * Asks for the number of the last commit that H2 has, however long that takes. Nothing is written
   * for that, so a full disk does not matter.
   */
  long awaitPosition(Exception failure) {
    while (true) {
      try (WriterConnection fresh = connections.open()) {
        return Recovery.positionOf(fresh.jdbc());
      } catch (SQLException | RuntimeException e) {
        LOG.debug("Cannot ask the database for its last commit", e);
        awaitNextAttempt(failure);
      }
    }
  }

  void discard(WriterConnection connection) {
    open = null;
    connections.discard(connection);
  }

  /**
   * Appends what the current transaction changes.
   *
   * @param number of the transaction
   * @param highestRun the highest number of a run that it reserved
   * @throws DatabaseUnreachable when nothing of it is in the journal
   */
  void append(long number, long highestRun) {
    journal.append(new ChangeGroup(last, number, highestRun, changes.changes()));
    rowsBehind += changes.rowCount();
  }

  /** Whether everybody would have to wait for long if H2 committed even more at once. */
  boolean isFarBehind() {
    return rowsBehind >= MOST_ROWS_BEHIND;
  }

  /** Syncs what was appended, if it has to survive a power cut. */
  void force() {
    journal.force();
  }

  /**
   * Commits in H2; answers what went wrong, when the connection is given up. {@code seen} is not
   * run.
   */
  @Nullable SQLException commit(WriterConnection connection) {
    try {
      connection.commit();
      rowsBehind = 0;
      return null;
    } catch (SQLException | RuntimeException e) {
      if (logLimit.isDue("not committed", e)) {
        LOG.warn("The database did not commit; opening it again ({})", e.toString());
      }
      discard(connection);
      if (H2File.isFull(e)) {
        // Known at once, however long it takes to open it again.
        DatabaseUnreachable unused = connections.refused(e);
      }
      return e instanceof SQLException failed ? failed : new SQLException(e);
    }
  }

  /** Has H2 commit what is in the journal, however long that takes. */
  void awaitCommit() {
    while (!tryCommit()) {
      awaitNextAttempt(new SQLException("The database takes no commits"));
    }
  }

  /** As {@link #awaitCommit}, but for this time only; answers whether H2 has committed it. */
  boolean awaitCommit(Duration patience) {
    Instant begin = clock.instant();
    while (!tryCommit()) {
      if (!clock.instant().isBefore(begin.plus(patience))) {
        return false;
      }
      awaitNextAttempt(new SQLException("The database takes no commits"));
    }
    return true;
  }

  /** Has H2 commit what is in the journal; answers what went wrong. */
  @Nullable SQLException show() {
    WriterConnection connection = open;
    if (connection == null) {
      return new SQLException("The connection broke");
    }
    SQLException failure = commit(connection);
    if (failure == null) {
      seen.run();
      checkSize();
    }
    return failure;
  }

  /**
   * Takes back what was appended last: H2 does not have it, and nobody was told.
   *
   * @param before the number of the commit before it
   */
  void takeBack(long before) {
    journal.takeBack();
    last = before;
  }

  private boolean tryCommit() {
    if (show() == null) {
      return true;
    }
    try {
      // Opening it applies the journal and commits that.
      WriterConnection unused = get();
      return true;
    } catch (DatabaseUnreachable e) {
      return false;
    }
  }

  /** H2 has committed what the journal does not have; it must survive what is promised. */
  void sync(WriterConnection connection) {
    journal.databaseCommitted(connection, last);
  }

  /** Keeps the journal short; never while H2 lacks something. */
  void beginJournalIfLong() {
    if (journal.isLong()) {
      awaitCommit();
      boolean unused = beginJournal(false);
    }
  }

  /** Answers false when the journal could not begin anew and goes on. */
  private boolean beginJournal(boolean forAnotherFile) {
    WriterConnection connection = open;
    if (connection == null) {
      return false;
    }
    try {
      return journal.begin(connection, forAnotherFile, last);
    } catch (SQLException e) {
      // The journal has what H2 may lack now.
      LOG.debug("The connection broke before the journal could begin anew", e);
      discard(connection);
      return false;
    }
  }

  /**
   * To be called when H2 has committed everything. Never throws: the transaction before it is
   * committed, and must not look as if it were not.
   */
  void checkSize() {
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

  /** Ends the server. */
  CommitUnknown stop(String what, Throwable cause) {
    return journal.stop(what, cause);
  }

  /** Gives it back, and leaves no journal unless H2 lacks something. */
  void close() {
    WriterConnection current = open;
    open = null;
    if (current == null) {
      journal.close();
      return;
    }
    if (journal.closeEmpty(current)) {
      seen.run();
    }
    current.close();
  }
}
