package dev.pinwheel.query.facts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Reads large results straight from the {@link ResultSet}, without a jOOQ record for each row. */
final class ResultSetReader {

  private ResultSetReader() {}

  /** Takes the columns of a row by their numbers, from 1. */
  interface Row {
    void take(ResultSet columns) throws SQLException;
  }

  static void forEach(Select<?> select, Row row) {
    try (ResultSet columns = select.fetchResultSet()) {
      while (columns.next()) {
        row.take(columns);
      }
    } catch (SQLException e) {
      throw new DataAccessException("Could not read a run", e);
    }
  }

  static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
