package dev.pinwheel.store;

import dev.pinwheel.store.h2.H2File;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** Opens connections that write, and says how long to wait between attempts. Thread-safe. */
final class WriterConnections {

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  /** A failing commit closes the file of H2 for readers as well; they need some time in between. */
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final SQLDialect dialect;
  private final Runnable onDiscard;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Runnable whileAway = () -> {};
  private volatile Duration pause = BETWEEN_ATTEMPTS;

  /** Null while transactions may take as long as they need. */
  private volatile @Nullable Duration transactionLimit;

  /** Why nothing can be written at the moment; null while all is well. */
  private volatile @Nullable DatabaseUnreachable trouble;

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
        return new WriterConnection(connection, dialect, transactionLimit);
      } catch (SQLException | RuntimeException e) {
        ConnectionProbe.discard(dataSource, connection);
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      throw broke(e);
    }
  }

  /** Lets PostgreSQL end longer transactions of connections that are opened from now on. */
  void limitTransactions(Duration limit) {
    transactionLimit = limit;
  }

  /** A connection broke, or none can be opened. */
  DatabaseUnreachable broke(Exception failure) {
    return H2File.isFull(failure)
        ? refused(failure)
        : remember(new DatabaseUnreachable(failure), BETWEEN_ATTEMPTS);
  }

  /** The database answers, but takes no commits. */
  DatabaseUnreachable refused(Exception failure) {
    return remember(DatabaseUnreachable.unwritable(failure), BETWEEN_COMMITS);
  }

  private DatabaseUnreachable remember(DatabaseUnreachable unreachable, Duration attemptAfter) {
    trouble = unreachable;
    pause = attemptAfter;
    return unreachable;
  }

  /** It has taken a commit. */
  void accepted() {
    if (trouble != null) {
      trouble = null;
      pause = BETWEEN_ATTEMPTS;
    }
  }

  /** What is wrong with the database, for a sentence that begins with it. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble).map(DatabaseUnreachable::trouble);
  }

  /** Gives up a connection that broke. */
  void discard(WriterConnection connection) {
    connection.discard(dataSource);
    onDiscard.run();
  }

  /** Waits a moment; false once the server stops, when no more attempts are to be made. */
  boolean awaitNextAttempt() {
    whileAway.run();
    try {
      return !stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
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
