package dev.pinwheel.store;

import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.journal.ChangeGroup;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.store.journal.JournalHeader;
import dev.pinwheel.store.journal.Recovery;
import dev.pinwheel.store.journal.SyncedPart;
import dev.pinwheel.store.journal.UnusableJournal;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal, and what follows from each of its failures: a commit that is not in it is refused;
 * when it is not known what it or the disk holds, the server ends. Guarded by the lock of {@link
 * JournaledWriter}.
 */
final class GuardedJournal {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedJournal.class);

  private static final String NOT_SYNCED =
      "A commit could not be written to disk (checkpoint sync failed)";

  private final Journal journal;
  private final WriterConnections connections;
  private final LogLimit logLimit;
  private final BiConsumer<String, Throwable> stop;

  /**
   * @param stop ends the server
   */
  GuardedJournal(
      Journal journal,
      WriterConnections connections,
      LogLimit logLimit,
      BiConsumer<String, Throwable> stop) {
    this.journal = journal;
    this.connections = connections;
    this.logLimit = logLimit;
    this.stop = stop;
  }

  /** Whether what it holds survives a power cut. */
  boolean isSynced() {
    return journal.isSynced();
  }

  /** Whether it is time to begin anew. */
  boolean isLong() {
    return journal.isLong();
  }

  /**
   * Applies to H2 what it lacks, and begins anew: the former file may have broken with the former
   * connection.
   *
   * @return the number of the last commit
   * @throws SQLException when the connection broke
   * @throws IOException when a file cannot be written
   */
  long applyAndBegin(WriterConnection connection) throws SQLException, IOException {
    try {
      int applied = Recovery.applyTo(connection.jdbc(), journal.database());
      if (applied > 0) {
        LOG.debug("Applied {} commits of the journal", applied);
        connections.accepted();
      }
    } catch (UnusableJournal e) {
      throw stop("The journal does not continue the database", e);
    }
    long last = Recovery.positionOf(connection.jdbc());
    JournalHeader header = JournalHeader.of(connection.jdbc());
    connection.commit();
    journal.begin(header, syncDatabase(connection), last);
    return last;
  }

  /**
   * Begins anew, because H2 holds everything.
   *
   * @param forAnotherFile whether another file is to take the place of H2's
   * @param last the number of the last commit
   * @return false when that was not possible; then it goes on and becomes longer
   * @throws SQLException when the connection broke
   */
  boolean begin(WriterConnection connection, boolean forAnotherFile, long last)
      throws SQLException {
    try {
      JournalHeader header = JournalHeader.of(connection.jdbc());
      SyncedPart part = syncDatabase(connection);
      journal.begin(header, forAnotherFile ? SyncedPart.UNCUT : part, last);
      return true;
    } catch (IOException e) {
      if (logLimit.isDue("journal", e)) {
        LOG.warn("The journal could not begin anew and becomes longer ({})", e.toString());
      }
      return false;
    }
  }

  /**
   * Appends a group.
   *
   * @throws DatabaseUnreachable when nothing of it is in the journal
   */
  void append(ChangeGroup group) {
    try {
      journal.append(group);
    } catch (Journal.Unrepairable e) {
      throw stop("A commit could be written to the journal only in part", e);
    } catch (IOException e) {
      throw connections.refused(e);
    }
  }

  /** Syncs what was appended, if it has to survive a power cut. */
  void force() {
    try {
      journal.force();
    } catch (IOException e) {
      throw stop("A commit could not be written to disk (the sync of the journal failed)", e);
    }
  }

  /** Takes back the group that was appended last: H2 does not have it, and nobody was told. */
  void takeBack() {
    try {
      journal.takeBack();
    } catch (IOException e) {
      throw stop("A commit that was refused could not be taken back from the journal", e);
    }
  }

  /**
   * H2 has committed what the journal does not have; it must survive what is promised.
   *
   * @param last the number of that commit
   */
  void databaseCommitted(WriterConnection connection, long last) {
    if (!journal.isSynced()) {
      return;
    }
    try {
      journal.databaseSynced(syncDatabase(connection), last);
    } catch (SQLException | IOException e) {
      throw stop(NOT_SYNCED, e);
    }
  }

  /**
   * Syncs the file of H2, if it has to survive a power cut; answers what of it that is. A sync that
   * failed must not be tried again: the system may then say that it succeeded.
   *
   * @throws SQLException when the disk is full, so that it was not even tried
   */
  private SyncedPart syncDatabase(WriterConnection connection) throws SQLException, IOException {
    try {
      return checkpoint(connection);
    } catch (SQLException | RuntimeException e) {
      if (H2File.isFull(e)) {
        throw new SQLException(e);
      }
      throw stop(NOT_SYNCED, e);
    }
  }

  private SyncedPart checkpoint(WriterConnection connection) throws SQLException, IOException {
    SyncedPart part = journal.databasePart();
    if (journal.isSynced()) {
      connection.execute("checkpoint sync");
    }
    return part;
  }

  /** Ends the server. */
  CommitUnknown stop(String what, Throwable cause) {
    String reason =
        what + ". The server stops, because it must not acknowledge what a power cut may lose.";
    stop.accept(reason, cause);
    return new CommitUnknown(reason, cause);
  }

  /** Leaves it to the next start. */
  void close() {
    journal.close();
  }

  /** Leaves no file; answers false when H2 lacks something, and the next start has to apply it. */
  boolean closeEmpty(WriterConnection connection) {
    try {
      connection.commit();
      SyncedPart unused = checkpoint(connection);
      journal.closeEmpty();
      return true;
    } catch (SQLException | IOException e) {
      journal.close();
      LOG.warn("The journal is left to the next start ({})", e.toString());
      return false;
    }
  }
}
