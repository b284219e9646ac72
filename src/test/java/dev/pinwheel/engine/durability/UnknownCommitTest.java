package dev.pinwheel.engine.durability;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.Json;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.BreakingDataSource.Breaks;
import dev.pinwheel.testing.DerivedTables;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Connections break at every step of a run. Whatever the database did of it: each command is
 * applied once, each answer is given once, each order is delivered once, nothing is left open.
 */
@EachDatabase
@Tag("soak")
class UnknownCommitTest {

  /** Otherwise all commits, and every fifth of the other steps. */
  private static final boolean ALL_STEPS = Boolean.getBoolean("pinwheel.soak");

  private static final int STRIDE = 5;

  private static final String LOCK_WAITS =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";

  @Test
  void nothingIsLostOrDoubledWhereverAConnectionBreaks(TestDatabase database) {
    BreakingDataSource breaking = new BreakingDataSource(database.dataSource());
    try (EngineFixture pinwheel = EngineFixture.start(database.through(breaking.dataSource()))) {
      breaking.breakAt(0, Breaks.BEFORE);
      check(pinwheel, playRun(pinwheel));
      int steps = breaking.steps();
      List<Integer> commits = breaking.commits();
      assertThat(commits).as("commits of an undisturbed run").hasSizeGreaterThan(5);

      int played = 0;
      int broken = 0;
      for (Breaks how : List.of(Breaks.BEFORE, Breaks.AFTER)) {
        for (int step = 1; step <= steps; step++) {
          if (ALL_STEPS || commits.contains(step) || step % STRIDE == how.ordinal()) {
            played++;
            broken += playAndBreak(pinwheel, breaking, step, how) ? 1 : 0;
          }
        }
      }
      // How commands share commits differs a little from run to run, and with it the last steps.
      assertThat(broken).as("broken of %d", played).isGreaterThan(played * 3 / 4);
    }
  }

  @Test
  void aCommitThatHappensAfterTheQuestionIsFoundOut(TestDatabase database) {
    BreakingDataSource breaking = new BreakingDataSource(database.dataSource());
    if (database.kind() == TestDatabase.Kind.POSTGRESQL) {
      // The old backend commits while the question waits for it.
      breaking.onAsked(() ->
          await()
              .until(() ->
                  DSL.using(database.dataSource(), database.dialect())
                          .fetchOptional(LOCK_WAITS)
                          .map(row -> row.get(0, Integer.class))
                          .orElse(0)
                      > 0));
    }
    try (EngineFixture pinwheel = EngineFixture.start(database.through(breaking.dataSource()))) {
      breaking.breakAt(0, Breaks.LATER);
      check(pinwheel, playRun(pinwheel));
      for (int commit : breaking.commits()) {
        var unused = playAndBreak(pinwheel, breaking, commit, Breaks.LATER);
      }
    }
  }

  /** Answers whether the run had such a step. */
  private static boolean playAndBreak(
      EngineFixture pinwheel, BreakingDataSource breaking, int step, Breaks how) {
    pinwheel.startOver();
    breaking.breakAt(step, how);
    breaking.refuseAfterBreak(how == Breaks.LATER ? 0 : step % 3);
    FakeWorker worker = playRun(pinwheel);
    boolean broke = breaking.broke();
    assertThat(broke || breaking.steps() < step).as("broke %s step %d", how, step).isTrue();
    if (!broke) {
      breaking.breakAt(0, how);
    }
    check(pinwheel, worker);
    DerivedTables.check(pinwheel.facts());
    return broke;
  }

  /** Every command is sent once. */
  private static FakeWorker playRun(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    FakeWorker worker =
        pinwheel.embeddedWorker(workflow("welcome"), task("fetchUser", "userId").memo());

    Scripted welcome = pinwheel.submit("production", "welcome").running();
    Json fetched = welcome.awaits("fetchUser", "u1").returning("Ann").value();
    boolean reused = welcome.awaits("fetchUser", "u1").reused();
    welcome.returns("done");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    again.fails("no");

    assertThat(fetched).hasToString("\"Ann\"");
    assertThat(reused).isTrue();
    return worker;
  }

  private static void check(EngineFixture pinwheel, FakeWorker worker) {
    assertThat(worker.orders()).hasSize(3).doesNotHaveDuplicates();
    FactsSnapshot facts = pinwheel.facts();
    assertThat(facts.runs()).hasSize(1);
    assertThat(facts.executions()).hasSize(3);
    assertThat(facts.results()).hasSize(3);
    assertThat(facts.calls()).hasSize(2);
  }
}
