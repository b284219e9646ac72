package dev.pinwheel.store.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies what a journal holds and a database lacks. */
public final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** The number before the first commit of a database. */
  public static final long NO_COMMIT = -1;

  private Recovery() {}

  /** The journal does not continue this database. */
  public static final class Gap extends IOException {

    private static final long serialVersionUID = 1L;

    private final long number;

    Gap(String problem, long number) {
      super(problem);
      this.number = number;
    }

    /** A commit of the journal that the database lacks. */
    public long number() {
      return number;
    }

    /** What was expected and what was found. */
    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /** Opens a connection to the file of H2. */
  @FunctionalInterface
  public interface Opening {

    Connection open() throws SQLException;
  }

  /**
   * Before anybody else opens the database: makes it what was acknowledged, syncs it, and deletes
   * the journal. Does nothing without a journal.
   *
   * @throws Gap when another file was put in its place
   */
  public static void beforeStart(Path database, Opening opening) throws IOException, SQLException {
    List<Path> files = Journal.filesOf(database);
    if (files.isEmpty()) {
      return;
    }
    if (!Files.exists(database)) {
      requireNothing(database, files);
      return;
    }
    cut(database, files);
    try (Connection connection = opening.open()) {
      connection.setAutoCommit(false);
      int applied = apply(connection, files);
      try (Statement statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
      if (applied > 0) {
        LOG.info("Applied {} commits of the journal to {}", applied, database);
      }
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** A journal whose database is gone. */
  private static void requireNothing(Path database, List<Path> files) throws IOException {
    long[] last = {NO_COMMIT};
    readAll(
        files,
        new JournalFile.Reader() {
          @Override
          public void group(ChangeGroup group) {
            last[0] = group.number();
          }

          @Override
          public void synced(long synced) {}
        });
    if (last[0] != NO_COMMIT) {
      throw new Gap(
          "Expected %s, which the journal %s belongs to, but there is no such file."
              .formatted(database, files.getLast()),
          last[0]);
    }
  }

  /** Keeps a journal that does not belong to its database under another name. */
  public static void setAside(Path database) throws IOException {
    for (Path file : Journal.filesOf(database)) {
      Files.move(
          file,
          file.resolveSibling("unusable-" + file.getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * What H2 wrote after its file was synced last may be there in parts, in any order. All of it
   * that counts is in the journal.
   */
  private static void cut(Path database, List<Path> files) throws IOException {
    long length = syncedLength(files);
    if (length == Journal.UNCUT || !Files.exists(database) || Files.size(database) <= length) {
      return;
    }
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IOException(database + " is in use by another process");
      }
      channel.truncate(length);
      channel.force(true);
    } catch (OverlappingFileLockException e) {
      throw new IOException(database + " is in use", e);
    }
  }

  /**
   * The bytes of a file of H2 that are synced, as its journal says; {@link Journal#UNCUT} when it
   * does not.
   */
  public static long syncedLengthOf(Path database) throws IOException {
    return syncedLength(Journal.filesOf(database));
  }

  private static long syncedLength(List<Path> files) throws IOException {
    long[] length = {Journal.UNCUT};
    JournalFile.Reader reader =
        new JournalFile.Reader() {
          @Override
          public void group(ChangeGroup group) {}

          @Override
          public void synced(long synced) {
            length[0] = synced;
          }
        };
    readAll(files, reader);
    return length[0];
  }

  private static void readAll(List<Path> files, JournalFile.Reader reader) throws IOException {
    for (Path file : files) {
      boolean unused = JournalFile.read(file, reader);
    }
  }

  /**
   * Applies what the database lacks and commits it.
   *
   * @param connection in no transaction; commits by itself only when told
   * @return how many groups that were
   * @throws Gap when the journal does not continue this database; nothing is changed then
   */
  public static int apply(Connection connection, List<Path> files)
      throws IOException, SQLException {
    try (Applying applying = new Applying(connection)) {
      for (Path file : files) {
        applying.file = file;
        boolean unused = JournalFile.read(file, applying);
      }
      if (applying.applied > 0) {
        continueSequences(connection, applying.position);
      }
      connection.commit();
      return applying.applied;
    } catch (Applying.Failed e) {
      connection.rollback();
      throw e.problem;
    } catch (IOException | SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  /** The number of the last commit that a database holds; {@link #NO_COMMIT} for none. */
  public static long positionOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select max(marker) from commit_marker")) {
      rows.next();
      long position = rows.getLong(1);
      return rows.wasNull() ? NO_COMMIT : position;
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1
          || e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1) {
        return NO_COMMIT;
      }
      throw e;
    }
  }

  /**
   * What was reserved since the last commit of H2 is not given out again: rows of the journal have
   * these numbers. The number of a commit is the highest of its group.
   */
  private static void continueSequences(Connection connection, long position) throws SQLException {
    restart(connection, "engine_sequence", "select cast(" + position + " as bigint)");
    restart(connection, "run_sequence", "select max(id) from run");
  }

  private static void restart(Connection connection, String sequence, String used)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long highest;
      try (ResultSet row = statement.executeQuery(used)) {
        row.next();
        highest = row.getLong(1);
      }
      try (ResultSet row =
          statement.executeQuery(
              "select base_value, increment from information_schema.sequences where sequence_name = '"
                  + sequence
                  + "'")) {
        row.next();
        long next = row.getLong(1);
        long increment = row.getLong(2);
        if (next > highest) {
          return;
        }
        long beyond = next + ((highest - next) / increment + 1) * increment;
        statement.execute("alter sequence " + sequence + " restart with " + beyond);
      }
    }
  }

  private static final class Applying implements JournalFile.Reader, AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Path file;
    private long position;
    private int applied;

    Applying(Connection connection) throws SQLException {
      this.connection = connection;
      this.position = positionOf(connection);
    }

    /** Carries a problem of the database through the reader. */
    private static final class Failed extends RuntimeException {

      private static final long serialVersionUID = 1L;

      private final SQLException problem;

      Failed(SQLException problem) {
        super(problem);
        this.problem = problem;
      }
    }

    @Override
    public void group(ChangeGroup group) throws IOException {
      if (group.number() <= position) {
        return;
      }
      if (group.previous() != position) {
        throw new Gap(
            "Expected the database to hold commit %d, which commit %d of %s follows, but its last one is %d: it is truncated, or an older copy."
                .formatted(group.previous(), group.number(), file, position),
            group.number());
      }
      try {
        for (Change change : group.changes()) {
          apply(change);
        }
      } catch (SQLException e) {
        throw new Failed(e);
      }
      position = group.number();
      applied++;
    }

    private void apply(Change change) throws SQLException {
      PreparedStatement statement = statements.get(change.sql());
      if (statement == null) {
        statement = connection.prepareStatement(change.sql());
        statements.put(change.sql(), statement);
      }
      for (@Nullable Object[] row : change.rows()) {
        Binding.bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }

    @Override
    public void synced(long length) {}

    @Override
    public void close() throws SQLException {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    }
  }
}
