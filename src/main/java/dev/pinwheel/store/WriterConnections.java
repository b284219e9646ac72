package dev.pinwheel.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/** Opens connections that write, and says how long to wait between attempts. Thread-safe. */
final class WriterConnections {

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  private final DataSource dataSource;
  private final SQLDialect dialect;
  private final Runnable onDiscard;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Runnable whileAway = () -> {};

  /**
   * @param onDiscard runs when a connection turned out to be broken
   */
  WriterConnections(DataSource dataSource, SQLDialect dialect, Runnable onDiscard) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.onDiscard = onDiscard;
  }

  /**
   * @throws DatabaseUnreachable when none can be opened
   */
  WriterConnection open() {
    try {
      Connection connection = dataSource.getConnection();
      try {
        return new WriterConnection(connection, dialect);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      throw new DatabaseUnreachable(e);
    }
  }

  /** Gives up a connection that broke. */
  void discard(WriterConnection connection) {
    connection.abort();
    onDiscard.run();
  }

  /** Waits a moment; false once the server stops, when no more attempts are to be made. */
  boolean awaitNextAttempt() {
    whileAway.run();
    try {
      return !stopped.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // The committing thread is not to be interrupted: H2 closes its file when a thread that uses
      // it is.
      return stopped.getCount() > 0;
    }
  }

  /** Runs the action at each wait; it must not throw. */
  void whileAway(Runnable action) {
    whileAway = action;
  }

  /** Ends all waiting for the database. */
  void stop() {
    stopped.countDown();
  }
}
