package dev.pinwheel.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.ConnectionCallable;
import org.junit.jupiter.api.Test;

/** What the migrations leave on either database. */
@EachDatabase
class SchemaTest {

  @Test
  void callersOfAnExecutionAreFoundByOneIndex(EngineFixture harness) {
    ConnectionCallable<List<String>> indexes =
        connection -> indexesBeginningWith(connection.getMetaData(), "call", "callee_id");

    assertThat(harness.database().<List<String>>read(dsl -> dsl.connectionResult(indexes)))
        .containsExactly("call_by_callee");
  }

  private static List<String> indexesBeginningWith(
      DatabaseMetaData database, String table, String column) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows = database.getIndexInfo(null, "public", table, false, true)) {
      while (rows.next()) {
        if (rows.getInt("ORDINAL_POSITION") == 1 && column.equals(rows.getString("COLUMN_NAME"))) {
          found.add(rows.getString("INDEX_NAME"));
        }
      }
    }
    return found;
  }
}
