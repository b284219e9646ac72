package dev.pinwheel.store;

import dev.pinwheel.model.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed data of one moment, each time on a connection of the pool. Gives a broken
 * connection up, and refuses reads while the database cannot be reached. Thread-safe.
 */
final class SnapshotReader {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

  private final DataSource dataSource;
  private final Configuration configuration;
  private final LogLimit logLimit;

  /**
   * @param configuration of the statements; each read gets one derived from it
   * @param logLimit for reads that are refused again and again
   */
  SnapshotReader(DataSource dataSource, Configuration configuration, LogLimit logLimit) {
    this.dataSource = dataSource;
    this.configuration = configuration;
    this.logLimit = logLimit;
  }

  /** As {@link Database#read}. */
  <T> T read(Function<DSLContext, T> work) {
    try (Connection connection = connect()) {
      try {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        T answer =
            work.apply(DSL.using(configuration.derive(new DefaultConnectionProvider(connection))));
        end(connection);
        return answer;
      } catch (SQLException | DataAccessException e) {
        if (ConnectionProbe.isUsable(connection)) {
          throw failed(connection, e);
        }
        ConnectionProbe.discard(dataSource, connection);
        throw unavailable(e);
      } catch (RuntimeException | Error e) {
        end(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw new DataAccessException("Could not read", e);
    }
  }

  private Connection connect() {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static void end(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private static RuntimeException failed(Connection connection, Exception problem)
      throws SQLException {
    end(connection);
    return problem instanceof RuntimeException thrown
        ? thrown
        : new DataAccessException("Could not read", problem);
  }

  private Rejection unavailable(Exception cause) {
    if (logLimit.isDue("reads refused", cause)) {
      LOG.warn("The database cannot be reached; reads are refused ({})", cause.toString());
    }
    return Rejection.unavailable(
        "The database cannot be reached at the moment. Try again when it is back.");
  }
}
