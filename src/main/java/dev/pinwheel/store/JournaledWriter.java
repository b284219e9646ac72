package dev.pinwheel.store;

import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.store.journal.Recovery;
import dev.pinwheel.store.journal.UnseenActions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
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

  private final WriterConnections connections;
  private final Function<WriterConnection, Tx> begin;
  private final BiConsumer<String, Throwable> stop;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final CommitHistory history = new CommitHistory();

  /** Guarded by {@link #turn}, like what follows. */
  private final UnseenActions unseen = new UnseenActions(this::commitNow);

  private final JournaledConnection database;

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
      InstantSource clock,
      LogLimit logLimit,
      BiConsumer<String, Throwable> stop) {
    this.connections = connections;
    this.begin = begin;
    this.stop = stop;
    this.database =
        new JournaledConnection(
            connections, journal, compaction, clock, logLimit, stop, unseen::run);
  }

  @Override
  public <T> T transact(Function<Tx, T> work, Function<Tx, T> again, After<T> after) {
    turn.lock();
    try {
      WriterConnection connection = database.get();
      Tx tx = begin.apply(connection);
      T answer = apply(connection, tx, work);
      if (tx.marker() == Tx.UNMARKED) {
        // Nothing was written; but what is answered may rest on what nobody sees yet.
        if (unseen.isBehind() && !tx.isShownLater()) {
          boolean unused = database.awaitCommit(Database.PATIENCE);
        }
        after.durable(database.current(), tx, answer);
        whenSeen(() -> after.visible(tx));
      } else if (!database.changes().isComplete() || (!tx.isShownLater() && !database.isSynced())) {
        return commitDirectly(connection, tx, answer, again, after);
      } else {
        long before = database.last();
        append(connection, tx);
        if (!tx.isShownLater()) {
          show(tx, before);
        }
        follow(tx, answer, after);
      }
      return answer;
    } finally {
      turn.unlock();
    }
  }

  private <T> T apply(WriterConnection connection, Tx tx, Function<Tx, T> work) {
    database.changes().begin();
    try {
      connection.setSavepoint();
      T answer = work.apply(tx);
      tx.flushAll();
      if (tx.writeCount() > 0 || !database.changes().isComplete()) {
        tx.setMarker(tx.nextId());
        mark(connection, tx.marker());
      }
      return answer;
    } catch (RuntimeException | Error e) {
      boolean usable = undo(connection, tx);
      if (e instanceof DataAccessException broken && !usable) {
        throw connections.broke(broken);
      }
      throw e;
    }
  }

  private void mark(WriterConnection connection, long number) {
    long last = database.last();
    if (last == Recovery.NO_COMMIT || connection.run(DirectWriter.MOVE_MARKER, number, last) == 0) {
      connection.run(DirectWriter.INSERT_MARKER, number);
    }
  }

  /** Rolls back this transaction, and none before it; answers whether the connection is usable. */
  private boolean undo(WriterConnection connection, Tx tx) {
    boolean usable = connection.rollbackToSavepoint();
    if (!usable) {
      database.discard(connection);
    }
    tx.rolledBack();
    return usable;
  }

  private void append(WriterConnection connection, Tx tx) {
    try {
      database.append(tx.marker(), tx.highestRun());
    } catch (CommitUnknown e) {
      throw e;
    } catch (RuntimeException | Error e) {
      boolean unused = undo(connection, tx);
      throw e;
    }
    if (!tx.isSyncedLater()) {
      database.force();
    }
    committed(tx);
    unseen.fallBehind();
  }

  private void committed(Tx tx) {
    database.committed(tx.marker());
    history.add(tx.marker());
  }

  /**
   * Has H2 commit what somebody is going to look for.
   *
   * @param before the number of the commit before it
   * @throws DatabaseUnreachable when the disk is full; nobody was told, so it is taken back
   */
  private void show(Tx tx, long before) {
    SQLException failure = database.show();
    if (failure == null) {
      return;
    }
    if (H2File.isFull(failure) && database.awaitPosition(failure) != tx.marker()) {
      database.takeBack(before);
      tx.rolledBack();
      throw connections.refused(failure);
    }
    // It is committed. While H2 cannot show it, an answer is better than none.
    boolean unused = database.awaitCommit(Database.PATIENCE);
  }

  /** What follows an append; must not look as if nothing was committed. */
  private <T> void follow(Tx tx, T answer, After<T> after) {
    try {
      after.durable(database.current(), tx, answer);
      whenSeen(() -> after.visible(tx));
      if (database.isFarBehind()) {
        boolean unused = database.awaitCommit(Duration.ZERO);
      }
      database.beginJournalIfLong();
    } catch (CommitUnknown e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw database.stop("What follows a commit failed", e);
    }
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
    SQLException failure = database.commit(current);
    boolean repeated = false;
    while (failure != null) {
      if (database.awaitPosition(failure) == tx.marker()) {
        current = database.await(failure);
        break;
      }
      tx.rolledBack();
      if (repeated) {
        throw connections.refused(failure);
      }
      repeated = true;
      current = database.get();
      tx = begin.apply(current);
      answer = apply(current, tx, again);
      failure = database.commit(current);
    }
    committed(tx);
    database.sync(current);
    unseen.run();
    after.durable(database.current(), tx, answer);
    after.visible(tx);
    database.checkSize();
    return answer;
  }

  private void whenSeen(Runnable action) {
    unseen.add(action, wait(INTERVAL));
  }

  private Duration wait(Duration whileOpen) {
    return database.current() == null ? AFTER_FAILURE : whileOpen;
  }

  /** The timer's part. A database that is away is left to the next one who needs it. */
  private void commitNow() {
    turn.lock();
    try {
      unseen.due();
      if (!unseen.isBehind()) {
        return;
      }
      WriterConnection connection = database.get();
      if (unseen.isBehind() && database.commit(connection) == null) {
        unseen.run();
        database.checkSize();
      }
    } catch (DatabaseUnreachable e) {
      LOG.debug("The database is away", e);
    } catch (RuntimeException | Error e) {
      stop.accept("The thread that commits ended by an error; the server cannot go on", e);
    } finally {
      if (unseen.isBehind()) {
        unseen.schedule(wait(INTERVAL));
      }
      turn.unlock();
    }
  }

  /** By the timer: the caller may be interrupted. What follows a commit may not wait for that. */
  @Override
  public void settle() {
    if (turn.isHeldByCurrentThread()) {
      awaitCommit();
    } else {
      unseen.runInTimer(this::awaitCommit);
    }
  }

  private void awaitCommit() {
    turn.lock();
    try {
      if (unseen.isBehind()) {
        database.awaitCommit();
      }
    } finally {
      turn.unlock();
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
      unseen.close();
      database.close();
    } finally {
      turn.unlock();
    }
  }
}
