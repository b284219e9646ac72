package dev.pinwheel.store.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one process to use a file of H2, its journal and its mark: a lock on a file beside
 * them, {@code pinwheel.lock}. H2 locks its file, too, but gives that lock up whenever it closes
 * the file, as it does for moments when its disk is full. The lock ends with the process; the empty
 * file stays.
 */
public final class DatabaseLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLock.class);

  private static final String SUFFIX = ".lock";

  private final FileChannel channel;

  private DatabaseLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The file beside a database that is locked. */
  public static Path fileOf(Path database) {
    String name = database.getFileName().toString();
    return database.resolveSibling(name.substring(0, name.indexOf('.')) + SUFFIX);
  }

  /**
   * Takes it.
   *
   * @param database the file of H2, whether it exists or not; its directory exists
   * @throws SQLException as H2 does for a file that is in use
   */
  public static DatabaseLock take(Path database) throws IOException, SQLException {
    Path file = fileOf(database);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isLocked(channel)) {
      return new DatabaseLock(channel);
    }
    throw new SQLException(file + " is in use", "90020", ErrorCode.DATABASE_ALREADY_OPEN_1);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // It stays open: on Linux, closing it would give up the lock that this process has.
      return false;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("Could not give up the lock", e);
    }
  }
}
