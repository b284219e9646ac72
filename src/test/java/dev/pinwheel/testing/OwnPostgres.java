package dev.pinwheel.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL server of a single test, as durable as one in use, which can be restarted. Confined
 * to one thread.
 */
public final class OwnPostgres implements AutoCloseable {

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private final Path directory;
  private final int port = ReservedPort.next();
  private EmbeddedPostgres server;

  private OwnPostgres(Path directory) {
    this.directory = directory;
    this.server = start();
  }

  /** Creates a cluster in this directory. */
  public static OwnPostgres create(Path directory) {
    return new OwnPostgres(directory);
  }

  private EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(directory)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setPGStartupWait(AT_MOST)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start in " + directory, e);
    }
  }

  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Ends all connections and transactions, as {@code pg_ctl restart -m fast} does. */
  public void restart() {
    close();
    server = start();
  }

  /** Ends it without a checkpoint, as {@code pg_ctl restart -m immediate} does. */
  public void crash() {
    try {
      long pid =
          Long.parseLong(
              Files.readAllLines(directory.resolve("postmaster.pid")).getFirst().strip());
      new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
      await()
          .atMost(AT_MOST)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    restart();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }
}
