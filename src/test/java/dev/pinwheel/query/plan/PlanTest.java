package dev.pinwheel.query.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** What a re-run is predicted to do. */
@EachDatabase
class PlanTest extends PlanFixture {

  @Test
  void sortsTheCallsOfTheLastTreeIntoThreeClasses(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);

    RerunPlan plan = plan(pinwheel, "development", run.summarise().step());

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("summarise", "parseRules");
    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).containsExactly("loadTable", "readRules");
    assertThat(targets(plan, PlanClass.REUSED_IF_EQUAL)).containsExactly("notifyOnce");
    assertThat(plan.calls())
        .filteredOn(call -> call.planned() == PlanClass.WILL_BE_REUSED)
        .extracting(PlannedCall::argumentLine)
        .containsExactly("day \"monday\"", "text \"rules\"");
    PlanLine load = plan.lines(PlanClass.WILL_BE_REUSED).getFirst();
    assertThat(load.from()).isEqualTo(new WorkspaceName("production"));
    assertThat(load.attempt()).isEqualTo(1);
    assertThat(load.took()).isEqualTo(Duration.ofSeconds(6));
    assertThat(plan.lines(PlanClass.REUSED_IF_EQUAL).getFirst().after()).isEqualTo("parseRules");
    assertThat(plan.workNotRepeated()).isEqualTo(Duration.ofSeconds(6));
    assertThat(plan.canRun()).isTrue();
    assertThat(plan.unfinished()).isNull();
  }

  @Test // F9
  void everyEarlierSuccessIsReusedWhenThatIsAskedFor(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);

    RerunPlan plan =
        plan(pinwheel, "production", run.summarise().step(), new PlanChoices(true, Set.of()));

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("summarise");
    assertThat(plan.lines(PlanClass.WILL_BE_REUSED))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.MEMOIZED, Cause.EARLIER_SUCCESS, Cause.MEMOIZED);
  }

  @Test // F10
  void aListedStepIsForcedAndWhatComesAfterItIsNotCertain(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);

    RerunPlan plan =
        plan(
            pinwheel,
            "production",
            run.summarise().step(),
            new PlanChoices(true, Set.of(run.load().step())));

    assertThat(plan.lines(PlanClass.WILL_RUN))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.FORCED, Cause.ALSO_FORCED);
    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).isEmpty();
    assertThat(targets(plan, PlanClass.REUSED_IF_EQUAL))
        .containsExactly("parseRules", "notifyOnce");
  }

  @Test // M9
  void whatFailedIsNotReused(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("loadTable", "monday").failing("no disk");
    nightly.fails("no disk");

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(plan.lines(PlanClass.WILL_RUN))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.FORCED, Cause.NOTHING_FITS);
    assertThat(plan.note())
        .contains("Attempt 1 of nightly failed: if it gets further, it may call more.");
  }

  @Test
  void whatTheReRunMakesItselfIsReusedByItsLaterCalls(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling cut = nightly.calls("loadTable", "monday");
    nightly.calls("loadTable", "monday");
    pinwheel.cancel("production", cut.running().id());
    nightly.fails("cancelled");

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("nightly", "loadTable");
    assertThat(plan.lines(PlanClass.REUSED_IF_EQUAL))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.MADE_BEFORE);
  }

  @Test
  void repeatedCallsAreSortedByWhenTheyWereMade(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("loadTable", "monday").returning(1);
    nightly.awaits("parseRules", "rules").returning(2);
    nightly.returns("done");
    Scripted again = pinwheel.rerun("production", nightly.step()).running();
    again.awaits("loadTable", "monday");
    again.awaits("loadTable", "monday");
    again.awaits("parseRules", "rules").returning(2);
    again.awaits("loadTable", "monday");
    again.returns("done");

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(plan.count(PlanClass.WILL_BE_REUSED)).isEqualTo(2);
    assertThat(plan.count(PlanClass.REUSED_IF_EQUAL)).isEqualTo(1);
  }

  @Test
  void aNewResultOfAReusedCallMakesTheRestUncertain(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);
    pinwheel.rerun("production", run.load().step()).running().returns("another table");

    RerunPlan plan = plan(pinwheel, "production", run.summarise().step());

    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).containsExactly("loadTable");
    assertThat(targets(plan, PlanClass.REUSED_IF_EQUAL)).containsExactly("readRules", "notifyOnce");
    assertThat(plan.lines(PlanClass.REUSED_IF_EQUAL).getFirst().after()).isEqualTo("loadTable");
  }

  @Test // W4
  void whatASiblingDidIsNotPlannedWith(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);
    RerunPlan before = plan(pinwheel, "staging", run.summarise().step());
    pinwheel.rerun("development", run.load().step()).running().returns("another table");

    assertThat(plan(pinwheel, "staging", run.summarise().step())).isEqualTo(before);
    assertThat(plan(pinwheel, "production", run.summarise().step()).calls())
        .extracting(PlannedCall::reused)
        .contains(run.load().id());
  }

  @Test
  void aChildThatIsYetToBeCreatedReusesWhatItsBaseHas(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);
    Viewpoint child =
        pinwheel
            .reads()
            .viewpoints()
            .get("development", Sight.EVERYTHING)
            .newChild(new WorkspaceName("development/joe"));

    RerunPlan plan =
        pinwheel.reads().plans().plan(child, run.summarise().step(), PlanChoices.PLAIN);

    assertThat(plan.workspace()).isEqualTo(new WorkspaceName("development/joe"));
    assertThat(plan.lines(PlanClass.WILL_BE_REUSED))
        .extracting(PlanLine::from)
        .containsOnly(new WorkspaceName("production"));
  }

  @Test // D1, W3
  void saysWhyItWouldWait(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);
    pinwheel.pause("development");
    pinwheel.closeSession(worker);

    RerunPlan plan = plan(pinwheel, "development", run.summarise().step());

    assertThat(plan.canRun()).isFalse();
    assertThat(plan.obstacles())
        .extracting(reason -> reason.sentence(ZoneOffset.UTC, pinwheel.clock().instant()))
        .first()
        .isEqualTo("development is paused");
    assertThat(plan.obstacles()).hasSize(2);
  }

  @Test // F2, F10, W3
  void isRefusedWithWhatTheReRunWouldBeRefusedWith(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);
    Scripted own = pinwheel.submit("development", "nightly").running();
    pinwheel.archive("staging");

    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> plan(pinwheel, "production", own.step()))
        .withMessage("There is no step %s that 'production' can see.", own.step());
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> plan(pinwheel, "staging", run.summarise().step()))
        .withMessageContaining("'staging' is archived and takes no re-runs.");
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() ->
            plan(
                pinwheel,
                "development",
                run.summarise().step(),
                new PlanChoices(false, Set.of(own.step()))))
        .withMessageContaining("is of another run");
  }

  @Test
  void computingAPlanWritesNothingAndExecutesNothing(
      EngineFixture pinwheel, TestDatabase database) {
    Nightly run = play(pinwheel);
    DSLContext dsl = DSL.using(database.dataSource(), database.dialect());
    Map<String, Integer> before = rows(dsl);
    int orders = worker.orders().size();

    RerunPlan unused =
        plan(
            pinwheel,
            "development",
            run.nightly().step(),
            new PlanChoices(true, Set.of(run.load().step())));

    assertThat(rows(dsl)).isEqualTo(before);
    assertThat(worker.orders()).hasSize(orders);
  }

  private static Map<String, Integer> rows(DSLContext dsl) {
    Map<String, Integer> rows = new HashMap<>();
    for (Table<?> table : dev.pinwheel.store.jooq.DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      rows.put(table.getName(), dsl.fetchCount(table));
    }
    return rows;
  }
}
