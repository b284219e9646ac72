package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.COMMIT_MARKER;

import dev.pinwheel.store.h2.FileCompaction;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions one after the other on a connection of its own, and finds out whether a
 * commit happened when the database did not say so (ADR 0025). Thread-safe; its callers take turns.
 *
 * <p>Each transaction that writes sets the writer's row in {@code commit_marker} to a number of its
 * own, which nobody else uses. A commit whose reply is lost may have happened or may still happen.
 * Inserting the same number in a new transaction waits for the old one: a violation of the key
 * means that the old one is committed; success means that it never can be, because it would violate
 * the key itself.
 */
final class DirectWriter implements Writer {

  private static final Logger LOG = LoggerFactory.getLogger(DirectWriter.class);

  /** Transactions between two checks of the file's size. */
  private static final int SIZE_CHECK_INTERVAL = 16;

  /** PostgreSQL ended a statement because of its timeout, or because somebody asked it to. */
  static final String CANCELLED = "57014";

  static final WriteStatement MOVE_MARKER =
      WriteStatement.of(
          COMMIT_MARKER,
          dsl ->
              dsl.update(COMMIT_MARKER)
                  .set(COMMIT_MARKER.MARKER, parameter(COMMIT_MARKER.MARKER))
                  .where(COMMIT_MARKER.MARKER.eq(parameter(COMMIT_MARKER.MARKER))));

  static final WriteStatement INSERT_MARKER =
      WriteStatement.insert(COMMIT_MARKER, COMMIT_MARKER.MARKER);

  private static final WriteStatement DELETE_MARKER =
      WriteStatement.of(
          COMMIT_MARKER,
          dsl ->
              dsl.deleteFrom(COMMIT_MARKER)
                  .where(COMMIT_MARKER.MARKER.eq(parameter(COMMIT_MARKER.MARKER))));

  private final WriterConnections connections;
  private final Function<WriterConnection, Tx> begin;
  private final @Nullable FileCompaction compaction;
  private final LogLimit logLimit;
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Guarded by {@link #turn}, like what follows. */
  private @Nullable WriterConnection open;

  /** What its row in {@code commit_marker} says; {@link Tx#UNMARKED} while it has none. */
  private long committedMarker = Tx.UNMARKED;

  private final CommitHistory history = new CommitHistory();

  /** After one that the database may have ended: the next one gets all the time that it needs. */
  private boolean isUnlimited;

  private int transactions;

  /**
   * @param connections opens its connection, again whenever it broke
   * @param begin makes the transaction on a connection
   * @param compaction keeps the file behind small; null when there is nothing to compact
   * @param logLimit for commits that fail again and again
   */
  DirectWriter(
      WriterConnections connections,
      Function<WriterConnection, Tx> begin,
      @Nullable FileCompaction compaction,
      LogLimit logLimit) {
    this.connections = connections;
    this.begin = begin;
    this.compaction = compaction;
    this.logLimit = logLimit;
  }

  @Override
  public <T> T transact(Function<Tx, T> work, Function<Tx, T> again, After<T> after) {
    turn.lock();
    try {
      WriterConnection connection = connect();
      Tx tx = begin.apply(connection);
      T answer = apply(connection, tx, work, false);
      SQLException failure = commit(connection, tx);
      boolean repeated = false;
      while (failure != null) {
        WriterConnection asked = ask(tx, failure);
        if (asked == null) {
          break;
        }
        tx.rolledBack();
        if (repeated) {
          rollback(asked);
          throw connections.refused(failure);
        }
        repeated = true;
        Tx next = begin.apply(asked);
        next.setMarker(tx.marker());
        tx = next;
        answer = apply(asked, tx, again, true);
        failure = commit(asked, tx);
      }
      if (tx.marker() != Tx.UNMARKED) {
        committedMarker = tx.marker();
        history.add(committedMarker);
        isUnlimited = false;
        connections.accepted();
      }
      after.durable(open, tx, answer);
      after.visible(tx);
      checkSize();
      return answer;
    } finally {
      turn.unlock();
    }
  }

  private <T> T apply(WriterConnection connection, Tx tx, Function<Tx, T> work, boolean marked) {
    try {
      limit(connection);
      T answer = work.apply(tx);
      tx.flushAll();
      if (tx.writeCount() > 0 && !marked) {
        tx.setMarker(tx.nextId());
        mark(connection, tx.marker());
      }
      return answer;
    } catch (RuntimeException | Error e) {
      boolean usable = rollback(connection);
      tx.rolledBack();
      if (e instanceof DataAccessException broken
          && (!usable || CANCELLED.equals(broken.sqlState()))) {
        isUnlimited = true;
        throw connections.broke(broken);
      }
      throw e;
    }
  }

  /** A server that is frozen in a transaction must not keep its locks. */
  private void limit(WriterConnection connection) {
    if (isUnlimited) {
      connection.liftLimit();
    } else {
      connection.limitTransaction();
    }
  }

  private void mark(WriterConnection connection, long marker) {
    if (connection.run(MOVE_MARKER, marker, committedMarker) == 0) {
      if (committedMarker != Tx.UNMARKED) {
        // Only a server that took over the database removes the row of a writer.
        throw new Fenced();
      }
      connection.run(INSERT_MARKER, marker);
    }
  }

  @Override
  public void settle() {}

  @Override
  public void startFrom(long marker) {
    turn.lock();
    try {
      committedMarker = marker;
      history.add(marker);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public CommitHistory history() {
    return history;
  }

  /** Commits; answers what went wrong when it is unknown whether that happened. */
  private @Nullable SQLException commit(WriterConnection connection, Tx tx) {
    try {
      connection.commit();
      return null;
    } catch (SQLException | RuntimeException e) {
      isUnlimited = true;
      discard(connection);
      if (tx.marker() == Tx.UNMARKED) {
        // Nothing was written, so nothing can have been committed.
        tx.rolledBack();
        throw connections.broke(e);
      }
      if (logLimit.isDue("not confirmed", e)) {
        LOG.warn(
            "The database did not confirm commit {}; asking whether it happened ({})",
            tx.marker(),
            e.toString());
      }
      return e instanceof SQLException failed ? failed : new SQLException(e);
    }
  }

  /**
   * Asks until the database answers.
   *
   * @return null when the transaction is committed; else a connection in whose transaction nothing
   *     but its marker is written
   */
  private @Nullable WriterConnection ask(Tx tx, SQLException failure) {
    while (true) {
      WriterConnection connection = null;
      try {
        connection = connect();
        if (connection.tryInsert(INSERT_MARKER, tx.marker())) {
          if (connection.run(DELETE_MARKER, committedMarker) == 0
              && committedMarker != Tx.UNMARKED) {
            rollback(connection);
            throw new Fenced();
          }
          if (logLimit.isDue("did not happen", failure)) {
            LOG.warn("Commit {} did not happen; applying its commands again", tx.marker());
          }
          return connection;
        }
        if (!rollback(connection)) {
          continue;
        }
        if (logLimit.isDue("happened", failure)) {
          LOG.info("Commit {} happened", tx.marker());
        }
        return null;
      } catch (DatabaseUnreachable | DataAccessException e) {
        if (connection != null) {
          discard(connection);
        }
        if (!connections.awaitNextAttempt()) {
          throw new CommitUnknown(
              "Whether commit %d happened is unknown: the server stopped before the database answered."
                  .formatted(tx.marker()),
              failure);
        }
      }
    }
  }

  /** Answers whether the connection can be used further. */
  private boolean rollback(WriterConnection connection) {
    if (connection.isUsable()) {
      return true;
    }
    discard(connection);
    return false;
  }

  private void discard(WriterConnection connection) {
    open = null;
    connections.discard(connection);
  }

  private WriterConnection connect() {
    WriterConnection current = open;
    if (current == null) {
      current = connections.open();
      open = current;
    }
    return current;
  }

  /** Never throws: the transaction before it is committed, and must not look as if it were not. */
  private void checkSize() {
    WriterConnection current = open;
    if (compaction == null || current == null || transactions++ % SIZE_CHECK_INTERVAL != 0) {
      return;
    }
    try {
      if (current.isWorthCompacting(compaction)) {
        open = null;
        current.closeForCompaction(compaction);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The size of the database file could not be checked", e);
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      WriterConnection current = open;
      open = null;
      if (current != null) {
        current.close();
      }
    } finally {
      turn.unlock();
    }
  }
}
