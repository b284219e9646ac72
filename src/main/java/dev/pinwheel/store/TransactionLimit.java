package dev.pinwheel.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * How long PostgreSQL keeps a transaction of a writer open: one in which its server is frozen would
 * hold its locks for ever (ADR 0026). Confined like its connection.
 */
final class TransactionLimit {

  private static final String TRANSACTION_TIMEOUT = "transaction_timeout";
  private static final int TRANSACTION_TIMEOUT_SINCE = 17;

  private final Connection connection;
  private final List<String> settings;
  private final long millis;

  /** Whether a setting of the session stays with this connection; not behind a pooler. */
  private final boolean ownsSession;

  private TransactionLimit(
      Connection connection, List<String> settings, long millis, boolean ownsSession) {
    this.connection = connection;
    this.settings = settings;
    this.millis = millis;
    this.ownsSession = ownsSession;
  }

  /**
   * Limits the transactions of a connection from now on.
   *
   * @param connection in no transaction, without autocommit
   */
  static TransactionLimit set(Connection connection, Duration length) throws SQLException {
    List<String> settings = new ArrayList<>();
    settings.add("idle_in_transaction_session_timeout");
    settings.add("statement_timeout");
    if (connection.getMetaData().getDatabaseMajorVersion() >= TRANSACTION_TIMEOUT_SINCE) {
      settings.add(TRANSACTION_TIMEOUT);
    }
    TransactionLimit limit =
        new TransactionLimit(connection, settings, length.toMillis(), ownsSession(connection));
    if (limit.ownsSession) {
      limit.execute("set session %s = " + limit.millis);
    }
    connection.commit();
    return limit;
  }

  /** A pooler has told the driver another process than the one that answers. */
  private static boolean ownsSession(Connection connection) throws SQLException {
    if (!connection.isWrapperFor(PGConnection.class)) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1) == connection.unwrap(PGConnection.class).getBackendPID();
    }
  }

  /** To be called at the beginning of a transaction. */
  void begin() throws SQLException {
    if (!ownsSession) {
      execute("set local %s = " + millis);
    }
  }

  /** The current transaction may take as long as it needs. */
  void lift() throws SQLException {
    execute("set local %s = 0");
  }

  /** Leaves the connection as it was; in no transaction. */
  void remove() throws SQLException {
    if (ownsSession) {
      execute("reset %s");
      connection.commit();
    }
  }

  /** All of them in one round trip. */
  private void execute(String template) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          settings.stream()
              .map(setting -> template.replace("%s", setting))
              .collect(Collectors.joining("; ")));
    }
  }
}
