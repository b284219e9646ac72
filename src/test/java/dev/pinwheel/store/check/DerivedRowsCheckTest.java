package dev.pinwheel.store.check;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Each contradiction between derived rows and facts is found; without one, nothing is. */
@EachDatabase
class DerivedRowsCheckTest {

  /** What makes a derived row wrong, and the table that is then named. */
  private static final Map<String, String> CONTRADICTIONS =
      Map.ofEntries(
          Map.entry("delete from workspace_ancestor where depth = 0", "workspace_ancestor"),
          Map.entry("delete from workspace_ancestor where depth = 1", "workspace_ancestor"),
          Map.entry(
              "insert into workspace_ancestor (workspace_id, ancestor_id, depth) select ancestor_id, workspace_id, 1 from workspace_ancestor where depth = 1",
              "workspace_ancestor"),
          Map.entry("delete from open_execution", "open_execution"),
          Map.entry("update open_execution set session_id = null", "queue"),
          Map.entry("delete from queue", "queue"),
          Map.entry("delete from outcome", "outcome"),
          Map.entry("update outcome set end_id = execution_id", "outcome"),
          Map.entry("delete from memo_candidate", "memo_candidate"),
          Map.entry("update memo_candidate set workspace_id = 0", "memo_candidate"),
          Map.entry("delete from cache_candidate", "cache_candidate"),
          Map.entry("update cache_candidate set settled_at = null", "cache_candidate"),
          Map.entry("update run_summary set executions = executions + 1", "run_summary"),
          Map.entry("update run_summary set open_executions = open_executions + 1", "run_summary"),
          Map.entry("update run_summary set ended_well = ended_well + 1", "run_summary"),
          Map.entry("update run_summary set ended_badly = ended_badly + 1", "run_summary"),
          Map.entry("update run_summary set cancelled = cancelled + 1", "run_summary"),
          Map.entry("update run_summary set calls = calls + 1", "run_summary"),
          Map.entry("update run_summary set reused_calls = reused_calls + 1", "run_summary"));

  @Test
  void eachContradictionIsFound(TestDatabase database) {
    try (EngineFixture pinwheel = EngineFixture.start(database)) {
      play(pinwheel);
      DSLContext dsl = DSL.using(database.dataSource(), database.dialect());
      assertThat(DerivedRowsCheck.problemsOf(dsl)).isEmpty();

      assertThat(CONTRADICTIONS)
          .allSatisfy((statement, table) ->
              assertThat(problemsAfter(dsl, statement))
                  .as(statement)
                  .anySatisfy(problem -> assertThat(problem).contains("'" + table + "'")));
    }
  }

  private static List<String> problemsAfter(DSLContext dsl, String statement) {
    List<String> found = new ArrayList<>();
    try {
      dsl.transaction(changed -> {
        assertThat(changed.dsl().execute(statement)).as("rows changed").isPositive();
        found.addAll(DerivedRowsCheck.problemsOf(changed.dsl()));
        throw new Undone();
      });
    } catch (Undone undone) {
      // Nothing is left of the contradiction.
    }
    return found;
  }

  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Something of everything: memoized, cached, re-run, failed, spawned, open and queued. */
  private static void play(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome"),
        workflow("other"),
        task("fetch", "id").memo(),
        task("rate", "id").cached());
    Scripted welcome = pinwheel.submit("production", "welcome").running();
    Scripted fetch = welcome.awaits("fetch", "u1").execution().running();
    fetch.returns("Ann");
    assertThat(welcome.awaits("fetch", "u1").reused()).isTrue();
    welcome.awaits("rate", "EUR").execution().running().returns(1);
    welcome.calls("other").execution();
    welcome.returns("done");
    Scripted again = pinwheel.submit("production", "welcome").running();
    again.awaits("rate", "EUR");
    again.fails("no");
    Scripted forced = pinwheel.rerun("development", welcome.step()).running();
    pinwheel.rerun("development", forced.step()).running();
    pinwheel.pause("production");
    pinwheel.submit("production", "welcome");
  }
}
