package dev.pinwheel.store.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.ErrorCode;

/**
 * What a journal belongs to.
 *
 * @param database identifies the database, also after a restore; empty while it has no first
 *     incarnation
 * @param schema the last migration; empty when it was not migrated by Flyway
 */
public record JournalHeader(String database, String schema) {

  /** Of the database of this connection. */
  public static JournalHeader of(Connection connection) throws SQLException {
    return new JournalHeader(
        first(connection, "select id from incarnation where number = 1"),
        first(
            connection,
            "select \"version\" from \"flyway_schema_history\" where \"success\" and \"version\" is not null order by \"installed_rank\" desc"));
  }

  /** Empty when there is no such row or table. */
  private static String first(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1
          || e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1) {
        return "";
      }
      throw e;
    }
  }

  /** Whether a journal with this header can belong to that database. */
  boolean fits(JournalHeader found) {
    return fits(database, found.database) && fits(schema, found.schema);
  }

  private static boolean fits(String expected, String found) {
    return expected.isEmpty() || found.isEmpty() || expected.equals(found);
  }

  @Override
  public String toString() {
    return "database %s with schema %s".formatted(nameOf(database), nameOf(schema));
  }

  private static String nameOf(String value) {
    return value.isEmpty() ? "(unknown)" : value;
  }
}
