package dev.pinwheel.store.h2;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;

/** What the {@link AgeMark} says about a database file that is about to be used. */
public sealed interface DatabaseAge {

  /** It holds what its mark says. */
  record Sound() implements DatabaseAge {}

  /** There is no mark: a new database, one of an earlier version, or a copy of the file alone. */
  record Unmarked() implements DatabaseAge {}

  /**
   * The mark is damaged, so nothing is known.
   *
   * @param reason for people
   */
  record UnreadableMark(String reason) implements DatabaseAge {}

  /**
   * Commits are missing that were acknowledged.
   *
   * @param position of its last commit; 0 when it holds none
   * @param exists false when there is only the mark
   */
  record Older(AgeMark mark, long position, boolean exists) implements DatabaseAge {}

  /**
   * Compares a database with its mark; to be asked before anything writes to it.
   *
   * @param connections to this database; not used when there is no file, because H2 would make one
   */
  static DatabaseAge of(Path database, DataSource connections) throws SQLException {
    Optional<AgeMark> found;
    try {
      found = AgeMark.read(database);
    } catch (AgeMark.Unreadable e) {
      return new UnreadableMark(e.getMessage());
    }
    if (found.isEmpty()) {
      return new Unmarked();
    }
    AgeMark mark = found.get();
    boolean exists = Files.exists(database);
    long position = exists ? positionOf(connections) : 0;
    return position < mark.position() ? new Older(mark, position, exists) : new Sound();
  }

  /** The number of the last commit that a database holds; 0 for none. */
  static long positionOf(DataSource connections) throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select max(marker) from commit_marker")) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException e) {
      if (isWithoutTable(e)) {
        return 0;
      }
      throw e;
    }
  }

  private static boolean isWithoutTable(SQLException problem) {
    return problem.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1
        || problem.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1;
  }
}
