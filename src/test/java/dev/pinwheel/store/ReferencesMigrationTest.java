package dev.pinwheel.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.TestDatabase;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Migration V10 finds in the facts of an earlier version which runs refer to which others (G2). */
@EachDatabase
class ReferencesMigrationTest {

  private static final String FORMER = "6";

  @Test
  void referencesAreFoundInWhatWasRecordedBefore(TestDatabase database) {
    DSLContext dsl = DSL.using(database.dataSource(), database.dialect());
    FluentConfiguration flyway =
        Flyway.configure().dataSource(database.dataSource()).schemas("former");
    flyway.target(FORMER).load().migrate();
    try {
      Stream.of(
              "insert into former.workspace values (1, 'p', 'p', null, 'active', current_timestamp, 'ada', null)",
              run(1, "null"),
              run(2, "101"),
              run(3, "null"),
              step(1, 1),
              step(1, 2),
              step(2, 1),
              step(3, 1),
              execution(101, 1, 1),
              execution(102, 1, 2),
              execution(201, 2, 1),
              execution(301, 3, 1),
              forwarding(101, "spawned", 201),
              forwarding(301, "cached", 102),
              dependency(301, 201, 3),
              dependency(101, 102, 1),
              "insert into former.cache_candidate (cache_key, workspace_id, execution_id) values (BYTES, 1, 301)")
          .map(statement -> statement.replace("BYTES", "cast('x' as bytea)"))
          .forEach(dsl::execute);

      flyway.target("latest").load().migrate();

      assertThat(
              dsl.fetch("select run_id, referred_id, kind from former.run_reference")
                  .map(row -> "%s %s %s".formatted(row.get(0), row.get(1), row.get(2))))
          .containsExactlyInAnyOrder("1 2 spawned", "3 1 cached", "3 2 handle");
      assertThat(dsl.fetchValue("select run_id from former.cache_candidate")).isEqualTo(3L);
    } finally {
      dsl.execute("drop schema former cascade");
    }
  }

  private static String run(long id, String spawnedBy) {
    return "insert into former.run (id, workspace_id, module, target, spawned_by_id, submitted_at, submitted_by) values (%d, 1, 'm', 't', %s, current_timestamp, 'ada')"
        .formatted(id, spawnedBy);
  }

  private static String step(long run, int number) {
    return "insert into former.step (run_id, number, module, target, kind, arguments, arguments_hash, options) values (%d, %d, 'm', 't', 'task', BYTES, BYTES, BYTES)"
        .formatted(run, number);
  }

  private static String execution(long id, long run, int step) {
    return "insert into former.execution (id, run_id, step_number, attempt, workspace_id, cause, series_attempt, created_at) values (%d, %d, %d, 1, 1, 'call', 1, current_timestamp)"
        .formatted(id, run, step);
  }

  private static String forwarding(long execution, String kind, long successor) {
    return "insert into former.result (execution_id, kind, successor_id, recorded_at) values (%d, '%s', %d, current_timestamp)"
        .formatted(execution, kind, successor);
  }

  private static String dependency(long execution, long other, long run) {
    return "insert into former.dependency values (%d, %d, %d, 'waited')"
        .formatted(execution, other, run);
  }
}
