package dev.pinwheel.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether a connection on which something failed can still be used, and gives it up. */
public final class ConnectionProbe {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionProbe.class);

  private static final int TIMEOUT_SECONDS = 2;

  private ConnectionProbe() {}

  /**
   * Whether the database answers on it. A connection of H2 says that it is valid although its
   * database is closed, so it is asked something. Rolls back what was done on it.
   */
  public static boolean isUsable(Connection connection) {
    try {
      if (!connection.isValid(TIMEOUT_SECONDS)) {
        return false;
      }
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      }
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return true;
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A connection broke", e);
      return false;
    }
  }

  /**
   * Closes a connection that may be broken, so that nobody gets it from its pool again, nor those
   * that broke with it. A pool does not notice by itself that connections of H2 broke, and would
   * give them out again and again.
   */
  static void discard(DataSource from, Connection connection) {
    attempt(() -> {
      if (from.isWrapperFor(HikariDataSource.class)) {
        HikariDataSource pool = from.unwrap(HikariDataSource.class);
        pool.evictConnection(connection);
        pool.getHikariPoolMXBean().softEvictConnections();
      }
    });
    attempt(() -> connection.abort(Runnable::run));
    attempt(connection::close);
  }

  private static void attempt(Closing action) {
    try {
      action.run();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A broken connection could not be closed", e);
    }
  }

  @FunctionalInterface
  private interface Closing {
    void run() throws SQLException;
  }
}
