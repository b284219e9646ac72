package dev.pinwheel.store.h2;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file of H2 small. Every commit appends the changed pages, so that after many small
 * commits most of a file is dead. From time to time the database is closed for a moment, its live
 * pages are copied into a new file, and that replaces the old one atomically. A kill at any moment
 * leaves the old file or the new one, which hold the same.
 *
 * <p>H2 can compact while a file is open, but then lost acknowledged commits in a kill: see ADR
 * 0016. Confined to the thread that writes.
 */
public final class FileCompaction {

  private static final Logger LOG = LoggerFactory.getLogger(FileCompaction.class);

  /** A file is compacted when it is this many times larger than its live data. */
  private static final int TIMES_ALIVE = 4;

  /** How many times it checks whether readers have finished; one second in all. */
  private static final int LOOKS = 1_000;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

  private final HikariDataSource pool;
  private final Path file;
  private final long limit;

  /** The size in bytes from which on the live data is measured. */
  private long due;

  private FileCompaction(HikariDataSource pool, Path file, Limits limits) {
    this.pool = pool;
    this.file = file;
    this.limit = limits.running();
    this.due = limits.starting();
  }

  /**
   * Sizes in bytes below which a file is left alone.
   *
   * @param starting at the start of the server, when no request waits, and for the first exchange
   *     of a file that was smaller then: it makes commits after it steadier
   *     (docs/explanation/performance.md)
   * @param running later, when everybody waits
   */
  public record Limits(long starting, long running) {

    private static final long STARTING = 64L << 20;

    /** With this limit for a running server, and the usual one for the start. */
    public static Limits running(long bytes) {
      return new Limits(Math.min(STARTING, bytes), bytes);
    }
  }

  /**
   * For the database of this pool; empty when it is no file of H2.
   *
   * @throws IllegalArgumentException when the pool cannot be suspended
   */
  public static Optional<FileCompaction> of(HikariDataSource pool, Limits limits) {
    Optional<Path> file = H2File.find(pool.getJdbcUrl());
    if (file.isPresent() && !pool.isAllowPoolSuspension()) {
      throw new IllegalArgumentException(
          "Expected spring.datasource.hikari.allow-pool-suspension to be true, found false: readers are held back while the file of the database is compacted.");
    }
    return file.map(found -> new FileCompaction(pool, found, limits));
  }

  /**
   * Whether the file is worth a {@link #run} now. While it is small this costs one question to the
   * file system.
   */
  public boolean isDue(Connection connection) throws SQLException {
    long size = size();
    if (size < due) {
      return false;
    }
    long alive = size * percentAlive(connection) / 100;
    due = Math.max(limit, TIMES_ALIVE * alive);
    return size >= TIMES_ALIVE * alive;
  }

  private static long percentAlive(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select setting_value from information_schema.settings where setting_name = 'info.CHUNKS_FILL_RATE'")) {
      return rows.next() ? rows.getLong(1) : 100;
    }
  }

  /**
   * Compacts the file; requests for a connection wait meanwhile. When readers do not finish, or the
   * copy fails (the disk may be full), the old file stays and a later call tries again.
   *
   * @param last the caller's connection, in no transaction; closed afterwards
   */
  public void run(Connection last) throws SQLException {
    long before = size();
    try (last) {
      HikariPoolMXBean control = pool.getHikariPoolMXBean();
      control.suspendPool();
      try {
        runAlone(control, last, before);
      } finally {
        control.softEvictConnections();
        control.resumePool();
      }
    } catch (IOException | RuntimeException e) {
      due = before * 2;
      LOG.warn(
          "Could not compact {}; the file is unchanged. Is there room for a copy on its disk? ({})",
          file,
          e.toString());
    }
  }

  private void runAlone(HikariPoolMXBean control, Connection last, long before)
      throws SQLException, IOException {
    if (!isAlone(control)) {
      due = before * 2;
      LOG.info("Did not compact {}: readers did not finish in time", file);
      return;
    }
    shutDown(last);
    replace();
    due = Math.max(limit, TIMES_ALIVE * size());
    LOG.info("Compacted {} from {} MB to {} MB", file, before >> 20, size() >> 20);
  }

  /** Waits until the caller's connection is the only one in use; false when it never was. */
  private static boolean isAlone(HikariPoolMXBean control) {
    for (int looks = 0; control.getActiveConnections() > 1; looks++) {
      if (looks == LOOKS) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return true;
  }

  private static void shutDown(Connection last) throws SQLException {
    try (Statement statement = last.createStatement()) {
      statement.execute("shutdown");
    }
  }

  private void replace() throws IOException {
    Path copy = file.resolveSibling(file.getFileName() + ".compacted");
    // A kill may have left one behind.
    Files.deleteIfExists(copy);
    try {
      MVStore.compact(file.toString(), copy.toString(), false, null);
      sync(copy);
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      // A part of a copy must not take the last space of a full disk.
      Files.deleteIfExists(copy);
      throw e;
    }
    // A power cut could bring the old file back, without what was written since.
    DirectorySync.syncAround(file);
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private long size() {
    return file.toFile().length();
  }
}
