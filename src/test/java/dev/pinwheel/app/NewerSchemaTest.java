package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

/** A server on tables that a newer version has migrated. */
class NewerSchemaTest {

  private static final String ONE_AHEAD =
      """
      insert into "flyway_schema_history"
      select max("installed_rank") + 1, '%s', 'later', 'SQL', 'later.sql', 1, 'sa', localtimestamp, 1, true
      from "flyway_schema_history"
      """;

  @Test
  void worksOneMigrationBehindAndNotFurther_N5() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:newer");
    try (Connection open = database.getConnection()) {
      Flyway flyway = Flyway.configure().dataSource(database).load();
      NewerSchema.check(flyway);
      flyway.migrate();
      NewerSchema.check(flyway);

      assertThat(open.createStatement().executeUpdate(ONE_AHEAD.formatted("9001"))).isOne();
      assertThatCode(() -> NewerSchema.check(flyway)).doesNotThrowAnyException();

      assertThat(open.createStatement().executeUpdate(ONE_AHEAD.formatted("9002"))).isOne();
      NewerSchema newer = catchThrowableOfType(NewerSchema.class, () -> NewerSchema.check(flyway));
      FailureAnalysis analysis =
          new UnusableDatabase.TooNew(
                  new MockEnvironment().withProperty("spring.datasource.url", "jdbc:h2:mem:newer"))
              .analyze(newer, newer);
      assertThat(analysis.getDescription())
          .contains("newer version of Pinwheel", "migration of the database is 9002");
    }
  }
}
