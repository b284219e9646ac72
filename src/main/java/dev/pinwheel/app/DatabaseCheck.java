package dev.pinwheel.app;

import dev.pinwheel.store.ConnectionProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database whether it answers. A pool keeps those who want a connection waiting for much
 * longer than a probe does; therefore there is one question at a time, on a thread of its own, and
 * all who want to know wait for it, but not for long. Thread-safe.
 */
final class DatabaseCheck {

  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final DataSource dataSource;

  /** The question that is being asked; null while there is none. */
  private @Nullable CompletableFuture<Boolean> asked;

  DatabaseCheck(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Blocks for at most 1.5 s. */
  boolean answers() {
    CompletableFuture<Boolean> answer = ask();
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized CompletableFuture<Boolean> ask() {
    CompletableFuture<Boolean> current = asked;
    if (current != null) {
      return current;
    }
    CompletableFuture<Boolean> question = new CompletableFuture<>();
    asked = question;
    Thread.ofPlatform()
        .daemon()
        .name("pinwheel-health")
        .start(() -> {
          boolean answers = isValid();
          ended();
          question.complete(answers);
        });
    return question;
  }

  private synchronized void ended() {
    asked = null;
  }

  private boolean isValid() {
    try (Connection connection = dataSource.getConnection()) {
      return ConnectionProbe.isUsable(connection);
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }
}
