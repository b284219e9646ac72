package dev.pinwheel.store.h2;

import java.nio.file.Path;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** A database file of H2, and the one place that defines with which settings it is opened. */
public final class H2File {

  private static final String PREFIX = "jdbc:h2:file:";
  private static final String SUFFIX = ".mv.db";

  /**
   * Written at once ({@code WRITE_DELAY=0}), or acknowledged commits would be lost in a kill.
   * Nothing that was written is ever overwritten ({@code REUSE_SPACE=FALSE}): H2 uses the space of
   * dead pages again in the very commit that frees them, and a kill in the middle of that brings an
   * earlier state back. Nothing is compacted by H2 itself, not even when it closes the file: {@link
   * FileCompaction} does that. It writes no stack traces to a file of its own ({@code
   * TRACE_LEVEL_FILE=0}): with a full disk, one for each commit that fails.
   */
  private static final String SETTINGS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
          + ";WRITE_DELAY=0;REUSE_SPACE=FALSE;MAX_COMPACT_TIME=0;TRACE_LEVEL_FILE=0";

  private H2File() {}

  /**
   * The JDBC URL of a database.
   *
   * @param database the file's path without its suffix {@code .mv.db}
   */
  public static String url(Path database) {
    return PREFIX + database.toAbsolutePath().normalize() + SETTINGS;
  }

  /** How H2's message begins when a file could not be synced; the code is that of a full disk. */
  private static final String NOT_SYNCED = "Could not sync file";

  /**
   * Whether H2 failed because it could not write to its file, as on a full disk. A failed sync is
   * something else: what the system says when it is repeated cannot be trusted.
   */
  public static boolean isFull(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MVStoreException problem
          && problem.getErrorCode() == DataUtils.ERROR_WRITING_FAILED
          && !String.valueOf(problem.getMessage()).startsWith(NOT_SYNCED)) {
        return true;
      }
    }
    return false;
  }

  /** The file that a JDBC URL names; empty when it names anything else than a file of H2. */
  public static Optional<Path> find(String url) {
    if (!url.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int settings = url.indexOf(';');
    String database = url.substring(PREFIX.length(), settings < 0 ? url.length() : settings);
    return Optional.of(Path.of(database + SUFFIX));
  }
}
