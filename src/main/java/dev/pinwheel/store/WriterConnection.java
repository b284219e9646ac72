package dev.pinwheel.store;

import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.journal.Binding;
import dev.pinwheel.store.journal.RecordedChanges;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that writes, with its prepared statements. Used by one thread at a time, under
 * the lock of {@link Database}.
 */
final class WriterConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

  private static final String UNIQUE_VIOLATION = "23505";

  private final Connection connection;
  private final DSLContext dsl;
  private final Map<WriteStatement, PreparedStatement> writes = new IdentityHashMap<>();
  private final Map<ReadStatement, PreparedRead> reads = new IdentityHashMap<>();
  private final Map<WriteStatement, String> texts = new IdentityHashMap<>();

  /** Null when its transactions may take as long as they need. */
  private final @Nullable TransactionLimit limit;

  /** Null while nobody wants to know what changes. */
  private @Nullable RecordedChanges recorded;

  private record PreparedRead(PreparedStatement statement, Field<?>[] fields) {}

  /**
   * @param transactionLimit for PostgreSQL; null for none
   */
  WriterConnection(Connection connection, SQLDialect dialect, @Nullable Duration transactionLimit)
      throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    this.dsl = DSL.using(connection, dialect);
    this.limit =
        transactionLimit == null ? null : TransactionLimit.set(connection, transactionLimit);
  }

  /** To be called at the beginning of a transaction. */
  void limitTransaction() {
    limit(TransactionLimit::begin);
  }

  /** The current transaction may take as long as it needs. */
  void liftLimit() {
    limit(TransactionLimit::lift);
  }

  private void limit(LimitChange change) {
    if (limit == null) {
      return;
    }
    try {
      change.apply(limit);
    } catch (SQLException e) {
      throw new DataAccessException("Could not limit a transaction", e);
    }
  }

  @FunctionalInterface
  private interface LimitChange {
    void apply(TransactionLimit limit) throws SQLException;
  }

  DSLContext dsl() {
    return dsl;
  }

  /** Runs the statement once per row. */
  void runBatch(WriteStatement write, List<@Nullable Object[]> rows) {
    try {
      PreparedStatement statement = prepared(write);
      record(write, rows);
      if (rows.size() == 1) {
        Binding.bind(statement, rows.getFirst());
        statement.executeUpdate();
      } else {
        for (@Nullable Object[] row : rows) {
          Binding.bind(statement, row);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    } catch (SQLException e) {
      throw new DataAccessException("Could not write to " + write.table().getName(), e);
    }
  }

  /** Runs the statement once; answers the number of rows it changed. */
  int run(WriteStatement write, @Nullable Object... values) {
    try {
      PreparedStatement statement = prepared(write);
      record(write, List.<@Nullable Object[]>of(values));
      Binding.bind(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new DataAccessException("Could not write to " + write.table().getName(), e);
    }
  }

  Result<Record> fetch(ReadStatement read, @Nullable Object... values) {
    try {
      PreparedRead prepared = reads.get(read);
      if (prepared == null) {
        Select<? extends Record> select = read.select(dsl);
        prepared =
            new PreparedRead(
                connection.prepareStatement(select.getSQL()),
                select.getSelect().toArray(Field<?>[]::new));
        reads.put(read, prepared);
      }
      Binding.bind(prepared.statement(), values);
      try (ResultSet rows = prepared.statement().executeQuery()) {
        return dsl.fetch(rows, prepared.fields());
      }
    } catch (SQLException e) {
      throw new DataAccessException("Could not read " + read.tables(), e);
    }
  }

  private PreparedStatement prepared(WriteStatement write) throws SQLException {
    PreparedStatement statement = writes.get(write);
    if (statement == null) {
      statement = connection.prepareStatement(write.sql(dsl));
      writes.put(write, statement);
    }
    return statement;
  }

  private void record(WriteStatement write, List<@Nullable Object[]> rows) {
    RecordedChanges changes = recorded;
    if (changes != null) {
      changes.add(texts.computeIfAbsent(write, one -> one.sql(dsl)), rows);
    }
  }

  /** Remembers from now on what changes, for a journal. */
  RecordedChanges recordChanges() {
    RecordedChanges changes = new RecordedChanges();
    dsl.configuration()
        .set(
            ExecuteListener.onExecuteStart(context -> {
              if (context.type() != ExecuteType.READ) {
                changes.missed();
              }
            }));
    recorded = changes;
    return changes;
  }

  /** What is done from now on can be rolled back without what was done before. */
  void setSavepoint() {
    try {
      execute("savepoint transaction_begin");
    } catch (SQLException e) {
      throw new DataAccessException("Could not begin a transaction", e);
    }
  }

  /** Rolls back to the savepoint; false when the database no longer answers on it. */
  boolean rollbackToSavepoint() {
    try {
      execute("rollback to savepoint transaction_begin");
      return true;
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A connection broke", e);
      return false;
    }
  }

  /** For what knows nothing of statements that are prepared once. */
  Connection jdbc() {
    return connection;
  }

  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Inserts one row.
   *
   * @return false when its key is there already; then nothing but a rollback is possible
   */
  boolean tryInsert(WriteStatement write, @Nullable Object... values) {
    try {
      run(write, values);
      return true;
    } catch (DataAccessException e) {
      if (UNIQUE_VIOLATION.equals(e.sqlState())) {
        return false;
      }
      throw e;
    }
  }

  /** Rolls back; false when the database no longer answers on it. */
  boolean isUsable() {
    return ConnectionProbe.isUsable(connection);
  }

  /** Closes a connection that may be broken, so that nobody gets it from a pool again. */
  void discard(DataSource from) {
    ConnectionProbe.discard(from, connection);
  }

  /** Whether the file behind is to be compacted; in no transaction. */
  boolean isWorthCompacting(FileCompaction compaction) throws SQLException {
    boolean worthwhile = compaction.isDue(connection);
    connection.rollback();
    return worthwhile;
  }

  /** Compacts the file behind; this connection is closed afterwards. */
  void closeForCompaction(FileCompaction compaction) throws SQLException {
    compaction.run(connection);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() {
    try {
      if (limit != null) {
        limit.remove();
      }
      connection.close();
    } catch (SQLException e) {
      throw new DataAccessException("Could not close the writing connection", e);
    }
  }
}
