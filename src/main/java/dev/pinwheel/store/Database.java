package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Sequences.ENGINE_SEQUENCE;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.store.h2.FileCompaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;
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

  /** So often somebody looks at the size of the file. */
  private static final int TRANSACTIONS_BETWEEN_LOOKS = 16;

  private final DataSource dataSource;
  private final SQLDialect dialect;
  private final InstantSource clock;
  private final EventBus events;
  private final boolean syncAfterCommit;
  private final @Nullable FileCompaction compaction;
  private final DSLContext reader;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final Ids ids = new Ids();
  private @Nullable WriterConnection writer;

  /** Guarded by {@link #writing}. */
  private int transactions;

  /** A database that nobody compacts. */
  public Database(
      DataSource dataSource,
      SQLDialect dialect,
      InstantSource clock,
      EventBus events,
      Durability durability) {
    this(dataSource, dialect, clock, events, durability, null);
  }

  /**
   * @param dialect {@code H2} or {@code POSTGRES}
   * @param durability what a commit survives (H2 only)
   * @param compaction keeps the file of this database small; null when there is nothing to compact
   */
  public Database(
      DataSource dataSource,
      SQLDialect dialect,
      InstantSource clock,
      EventBus events,
      Durability durability,
      @Nullable FileCompaction compaction) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.clock = clock;
    this.events = events;
    this.compaction = compaction;
    this.syncAfterCommit = dialect.family() == SQLDialect.H2 && durability == Durability.POWER;
    this.reader = DSL.using(new DefaultConfiguration().set(dataSource).set(dialect));
  }

  /**
   * Reads committed data of one moment, however many statements the work needs. The context must
   * not be used to write, nor after the call.
   */
  public <T> T read(Function<DSLContext, T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        return work.apply(
            DSL.using(reader.configuration().derive(new DefaultConnectionProvider(connection))));
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DataAccessException("Could not read", e);
    }
  }

  /**
   * Runs the work in one transaction, commits it durably, then runs what it registered to happen
   * after the commit and publishes its events. If the work throws, everything is rolled back.
   */
  public <T> T transact(Function<Tx, T> work) {
    writing.lock();
    try {
      WriterConnection connection = writer();
      Tx tx =
          new Tx(
              connection,
              clock.instant().truncatedTo(ChronoUnit.MICROS),
              () -> ids.next(connection.dsl()));
      T answer;
      try {
        answer = work.apply(tx);
        tx.flushAll();
        connection.commit();
        if (syncAfterCommit && tx.writeCount() > 0) {
          connection.execute("checkpoint sync");
        }
      } catch (SQLException e) {
        rollback(connection, tx);
        throw new DataAccessException("Could not commit", e);
      } catch (RuntimeException | Error e) {
        rollback(connection, tx);
        throw e;
      }
      tx.committed();
      if (!tx.events().isEmpty()) {
        events.publish(tx.events());
      }
      compactNowAndThen();
      return answer;
    } finally {
      writing.unlock();
    }
  }

  /** Never throws: the transaction before it is committed, and must not look as if it were not. */
  private void compactNowAndThen() {
    WriterConnection open = writer;
    if (compaction == null || open == null || transactions++ % TRANSACTIONS_BETWEEN_LOOKS != 0) {
      return;
    }
    try {
      if (open.isWorthCompacting(compaction)) {
        writer = null;
        open.closeForCompaction(compaction);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The size of the database file could not be looked after", e);
    }
  }

  /**
   * Runs work in a short transaction of its own, then publishes the events; only for tables that
   * nothing else writes (log messages). On H2 it takes its turn, on PostgreSQL it does not wait for
   * {@link #transact}.
   *
   * @param work takes what gives ids, ascending
   */
  void aside(BiConsumer<DSLContext, LongSupplier> work, Collection<EngineEvent> emitted) {
    if (dialect.family() == SQLDialect.H2) {
      inTurn(work);
    } else {
      reader.transaction(configuration -> {
        DSLContext dsl = DSL.using(configuration);
        work.accept(dsl, () -> ids.next(dsl));
      });
    }
    events.publish(emitted);
  }

  /**
   * Through the connection that writes, so that nobody waits for the pool while all others wait.
   */
  private void inTurn(BiConsumer<DSLContext, LongSupplier> work) {
    writing.lock();
    try {
      WriterConnection connection = writer();
      try {
        work.accept(connection.dsl(), () -> ids.next(connection.dsl()));
        connection.commit();
      } catch (SQLException e) {
        rollback(connection);
        throw new DataAccessException("Could not commit", e);
      } catch (RuntimeException | Error e) {
        rollback(connection);
        throw e;
      }
    } finally {
      writing.unlock();
    }
  }

  private void rollback(WriterConnection connection, Tx tx) {
    try {
      rollback(connection);
    } finally {
      tx.rolledBack();
    }
  }

  private void rollback(WriterConnection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      // The connection is of no use any more; the next transaction opens another.
      writer = null;
      connection.close();
    }
  }

  private WriterConnection writer() {
    WriterConnection open = writer;
    if (open == null) {
      try {
        Connection connection = dataSource.getConnection();
        open = new WriterConnection(connection, dialect);
      } catch (SQLException e) {
        throw new DataAccessException("Could not open a connection to write", e);
      }
      writer = open;
    }
    return open;
  }

  /** Gives the writing connection back. */
  @Override
  public void close() {
    writing.lock();
    try {
      WriterConnection open = writer;
      writer = null;
      if (open != null) {
        open.close();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Sequence numbers, reserved in blocks by whoever writes; a rollback does not give them back. */
  private final class Ids {

    private static final int BLOCK = 1000;
    private long next;
    private long end;

    synchronized long next(DSLContext writing) {
      if (next == end) {
        next = writing.nextval(ENGINE_SEQUENCE);
        end = next + BLOCK;
      }
      return next++;
    }
  }
}
