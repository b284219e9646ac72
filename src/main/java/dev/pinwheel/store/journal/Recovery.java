package dev.pinwheel.store.journal;

import dev.pinwheel.store.h2.DirectorySync;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Opens a connection to the file of H2. */
  @FunctionalInterface
  public interface Opening {

    Connection open() throws SQLException;
  }

  /**
   * Before anybody else opens the database: makes it what was acknowledged, and syncs it; {@link
   * #deleteJournal} is to follow when the database is sound. Does nothing without a journal.
   *
   * @param known a commit that was acknowledged; {@link #NO_COMMIT} when none is known
   * @throws UnusableJournal when another file was put in its place; nothing is changed then, or
   *     nothing that counts
   */
  public static void beforeStart(Path database, long known, Opening opening)
      throws IOException, SQLException {
    Optional<Path> journal = Journal.currentFileOf(database);
    if (journal.isEmpty()) {
      return;
    }
    Path file = journal.get();
    if (!Files.exists(database)) {
      requireNothing(database, file);
      return;
    }
    cut(database, file, known);
    try (Connection connection = opening.open()) {
      connection.setAutoCommit(false);
      int applied = apply(connection, file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
      if (applied > 0) {
        LOG.info("Applied {} commits of the journal to {}", applied, database);
      }
    }
  }

  /** The database is what was acknowledged, so nobody needs its journal any more. */
  public static void deleteJournal(Path database) throws IOException {
    List<Path> files = Journal.filesOf(database);
    for (Path file : files) {
      Files.delete(file);
    }
    if (!files.isEmpty()) {
      DirectorySync.syncAround(database);
    }
  }

  /** A journal whose database is gone. */
  private static void requireNothing(Path database, Path file) throws IOException {
    long last = lastNumber(file);
    if (last != NO_COMMIT) {
      throw new UnusableJournal(
          "Expected %s, which the journal %s belongs to, but there is no such file."
              .formatted(database, file),
          last);
    }
  }

  /** Keeps a journal that does not belong to its database under another name. */
  public static void setAside(Path database) throws IOException {
    for (Path file : Journal.filesOf(database)) {
      Path aside = file.resolveSibling("unusable-" + file.getFileName());
      for (int copy = 2; Files.exists(aside); copy++) {
        aside = file.resolveSibling("unusable-" + file.getFileName() + "-" + copy);
      }
      Files.move(file, aside);
    }
  }

  /**
   * What H2 wrote after its file was synced last may be there in parts, in any order. All of it
   * that counts is in the journal.
   */
  private static void cut(Path database, Path file, long known) throws IOException, SQLException {
    SyncedPart part = syncedPart(file);
    if (part.equals(SyncedPart.UNCUT)) {
      return;
    }
    long last = lastNumber(file);
    if (known > last) {
      throw new UnusableJournal(
          "Expected the journal %s to hold commit %d, which the mark of the database names, but its last one is %d: it is an older copy, or a version without a journal has used the database since."
              .formatted(file, known, last),
          known);
    }
    if (!part.isOf(database)) {
      throw new UnusableJournal(
          "Expected %s to begin with the %d bytes that its journal knows, but it does not: it is truncated, or another copy."
              .formatted(database, part.length()),
          last);
    }
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw inUse(database);
      }
      channel.truncate(part.length());
      channel.force(true);
    } catch (OverlappingFileLockException e) {
      throw inUse(database);
    }
  }

  /** As H2 says it. */
  private static SQLException inUse(Path database) {
    return new SQLException(database + " is in use", "90020", ErrorCode.DATABASE_ALREADY_OPEN_1);
  }

  /** What of a file of H2 is synced, as its journal says. */
  public static SyncedPart syncedPartOf(Path database) throws IOException {
    Optional<Path> file = Journal.currentFileOf(database);
    return file.isEmpty() ? SyncedPart.UNCUT : syncedPart(file.get());
  }

  private static SyncedPart syncedPart(Path file) throws IOException {
    SyncedPart[] last = {SyncedPart.UNCUT};
    boolean unused =
        JournalReader.read(
            file,
            new JournalReader.Content() {
              @Override
              public void synced(SyncedPart part, long number) {
                last[0] = part;
              }
            });
    return last[0];
  }

  /** The number of the last commit that a journal knows; {@link #NO_COMMIT} for none. */
  private static long lastNumber(Path file) throws IOException {
    long[] last = {NO_COMMIT};
    boolean unused =
        JournalReader.read(
            file,
            new JournalReader.Content() {
              @Override
              public void group(ChangeGroup group) {
                last[0] = group.number();
              }

              @Override
              public void synced(SyncedPart part, long number) {
                last[0] = Math.max(last[0], number);
              }
            });
    return last[0];
  }

  /**
   * Applies what the database lacks and commits it.
   *
   * @param connection to the database; in no transaction; commits by itself only when told
   * @return how many groups that were
   * @throws UnusableJournal when the journal does not continue this database; nothing is changed
   *     then
   */
  public static int applyTo(Connection connection, Path database) throws IOException, SQLException {
    Optional<Path> file = Journal.currentFileOf(database);
    return file.isEmpty() ? 0 : apply(connection, file.get());
  }

  private static int apply(Connection connection, Path file) throws IOException, SQLException {
    try (Applying applying = new Applying(connection, file)) {
      boolean unused = JournalReader.read(file, applying);
      continueSequences(connection, applying.position, applying.highestRun);
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
   * What was reserved since H2's file was synced is not given out again. The number of a commit is
   * the highest of its group.
   */
  private static void continueSequences(Connection connection, long position, long run)
      throws SQLException {
    restart(connection, "engine_sequence", position);
    restart(connection, "run_sequence", run);
  }

  private static void restart(Connection connection, String sequence, long highest)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
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

  private static final class Applying implements JournalReader.Content, AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Path file;
    private long position;

    /** Of all groups, also of those that the database has: its sequences may be cut. */
    private long highestRun;

    private int applied;

    Applying(Connection connection, Path file) throws SQLException {
      this.connection = connection;
      this.file = file;
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
    public void header(JournalHeader header) throws IOException {
      JournalHeader found;
      try {
        found = JournalHeader.of(connection);
      } catch (SQLException e) {
        throw new Failed(e);
      }
      if (!header.fits(found)) {
        throw new UnusableJournal(
            "Expected the %s, which the journal %s belongs to, found %s."
                .formatted(header, file, found),
            position);
      }
    }

    @Override
    public void group(ChangeGroup group) throws IOException {
      highestRun = Math.max(highestRun, group.highestRun());
      if (group.number() <= position) {
        return;
      }
      if (group.previous() != position) {
        throw new UnusableJournal(
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
    public void close() throws SQLException {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    }
  }
}
