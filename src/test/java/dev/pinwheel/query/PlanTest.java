package dev.pinwheel.query;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.engine.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.PlannedCall.Cause;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineHarness;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a re-run is predicted to do. */
@EachDatabase
class PlanTest {

  private FakeWorker worker;

  @BeforeEach
  void workspaces(EngineHarness pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.workspace("staging", "production");
    worker =
        pinwheel.embeddedWorker(
            workflow("nightly"),
            workflow("weekly"),
            task("summarise", "day"),
            task("loadTable", "day").memo(),
            task("parseRules", "text"),
            task("readRules", "text").memo(),
            task("rates", "day").cached(),
            task("notifyOnce", "text").memo(),
            task("unsteady", "day").retries(3));
  }

  /** summarise calls loadTable (6 s), then parseRules, which calls readRules, then notifyOnce. */
  private record Nightly(Scripted nightly, Scripted summarise, Scripted load) {}

  private static Nightly play(EngineHarness pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling summarising = nightly.awaits("summarise", "monday");
    Scripted summarise = summarising.running();
    Scripted.Calling loading = summarise.awaits("loadTable", "monday");
    Scripted load = loading.running();
    pinwheel.advance(Duration.ofSeconds(6));
    load.returns("table");
    Scripted.Calling parsing = summarise.awaits("parseRules", "rules");
    parsing.running().awaits("readRules", "rules").returning("read");
    parsing.running().returns("parsed");
    summarise.awaits("notifyOnce", "done").returning(1);
    summarise.returns("sunny");
    nightly.returns("done");
    return new Nightly(nightly, summarise, load);
  }

  private static RerunPlan plan(EngineHarness pinwheel, String workspace, StepId step) {
    return plan(pinwheel, workspace, step, PlanChoices.PLAIN);
  }

  private static RerunPlan plan(
      EngineHarness pinwheel, String workspace, StepId step, PlanChoices choices) {
    ReadModels reads = pinwheel.reads();
    return reads.plans().plan(reads.viewpoints().get(workspace), step, choices);
  }

  private static List<String> targets(RerunPlan plan, PlanClass planned) {
    return plan.calls().stream()
        .filter(call -> call.planned() == planned)
        .map(PlannedCall::target)
        .toList();
  }

  @Test
  void sortsTheCallsOfTheLastTreeIntoThreeClasses(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);

    RerunPlan plan = plan(pinwheel, "development", run.summarise.step());

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("summarise", "parseRules");
    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).containsExactly("loadTable", "readRules");
    assertThat(targets(plan, PlanClass.REUSED_IF_EQUAL)).containsExactly("notifyOnce");
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
  void everyEarlierSuccessIsReusedWhenThatIsAskedFor(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);

    RerunPlan plan =
        plan(pinwheel, "production", run.summarise.step(), new PlanChoices(true, Set.of()));

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("summarise");
    assertThat(plan.lines(PlanClass.WILL_BE_REUSED))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.MEMOIZED, Cause.EARLIER_SUCCESS, Cause.MEMOIZED);
  }

  @Test // F10
  void aListedStepIsForcedAndWhatComesAfterItIsNotCertain(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);

    RerunPlan plan =
        plan(
            pinwheel,
            "production",
            run.summarise.step(),
            new PlanChoices(true, Set.of(run.load.step())));

    assertThat(plan.lines(PlanClass.WILL_RUN))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.FORCED, Cause.ALSO_FORCED);
    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).isEmpty();
    assertThat(targets(plan, PlanClass.REUSED_IF_EQUAL))
        .containsExactly("parseRules", "notifyOnce");
  }

  @Test // M9
  void whatFailedIsNotReused(EngineHarness pinwheel) {
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
  void whatTheReRunMakesItselfIsReusedByItsLaterCalls(EngineHarness pinwheel) {
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
  void repeatedCallsAreSortedByWhenTheyWereMade(EngineHarness pinwheel) {
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
  void aNewResultOfAReusedCallMakesTheRestUncertain(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);
    pinwheel.rerun("production", run.load.step()).running().returns("another table");

    RerunPlan plan = plan(pinwheel, "production", run.summarise.step());

    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).containsExactly("loadTable");
    assertThat(targets(plan, PlanClass.REUSED_IF_EQUAL)).containsExactly("readRules", "notifyOnce");
    assertThat(plan.lines(PlanClass.REUSED_IF_EQUAL).getFirst().after()).isEqualTo("loadTable");
  }

  @Test // W4
  void whatASiblingDidIsNotPlannedWith(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);
    RerunPlan before = plan(pinwheel, "staging", run.summarise.step());
    pinwheel.rerun("development", run.load.step()).running().returns("another table");

    assertThat(plan(pinwheel, "staging", run.summarise.step())).isEqualTo(before);
    assertThat(plan(pinwheel, "production", run.summarise.step()).calls())
        .extracting(PlannedCall::reused)
        .contains(run.load.id());
  }

  @Test
  void aChildThatIsYetToBeCreatedReusesWhatItsBaseHas(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);
    Viewpoint child =
        pinwheel
            .reads()
            .viewpoints()
            .get("development")
            .newChild(new WorkspaceName("development/joe"));

    RerunPlan plan = pinwheel.reads().plans().plan(child, run.summarise.step(), PlanChoices.PLAIN);

    assertThat(plan.workspace()).isEqualTo(new WorkspaceName("development/joe"));
    assertThat(plan.lines(PlanClass.WILL_BE_REUSED))
        .extracting(PlanLine::from)
        .containsOnly(new WorkspaceName("production"));
  }

  @Test
  void saysWhatStartsARunAndWhatTheCacheMayAnswer(EngineHarness pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("rates", "monday").returning(3);
    Scripted.Calling weekly = nightly.awaits("weekly");
    weekly.execution().successor().running().returns("week");
    nightly.returns("done");

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(plan.lines(PlanClass.WILL_RUN))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.FORCED, Cause.CACHED, Cause.STARTS_RUN);
    assertThat(plan(pinwheel, "production", weekly.execution().step()).lines(PlanClass.WILL_RUN))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.STARTS_RUN);
  }

  @Test // D1, W3
  void saysWhyItWouldWait(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);
    pinwheel.pause("development");
    pinwheel.closeSession(worker);

    RerunPlan plan = plan(pinwheel, "development", run.summarise.step());

    assertThat(plan.canRun()).isFalse();
    assertThat(plan.obstacles())
        .extracting(reason -> reason.sentence(ZoneOffset.UTC, pinwheel.clock().instant()))
        .first()
        .isEqualTo("development is paused");
    assertThat(plan.obstacles()).hasSize(2);
  }

  @Test // F2, F10, W3
  void isRefusedWithWhatTheReRunWouldBeRefusedWith(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);
    Scripted own = pinwheel.submit("development", "nightly").running();
    pinwheel.archive("staging");

    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> plan(pinwheel, "production", own.step()))
        .withMessage("There is no step %s that 'production' can see.", own.step());
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> plan(pinwheel, "staging", run.summarise.step()))
        .withMessageContaining("'staging' is archived and takes no re-runs.");
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() ->
            plan(
                pinwheel,
                "development",
                run.summarise.step(),
                new PlanChoices(false, Set.of(own.step()))))
        .withMessageContaining("is of another run");
  }

  @Test
  void computingAPlanWritesNothingAndExecutesNothing(
      EngineHarness pinwheel, TestDatabase database) {
    Nightly run = play(pinwheel);
    DSLContext dsl = DSL.using(database.dataSource(), database.dialect());
    Map<String, Integer> before = rows(dsl);
    int orders = worker.orders().size();

    RerunPlan unused =
        plan(
            pinwheel,
            "development",
            run.nightly.step(),
            new PlanChoices(true, Set.of(run.load.step())));

    assertThat(rows(dsl)).isEqualTo(before);
    assertThat(worker.orders()).hasSize(orders);
  }

  @Test
  void whatWasPlannedIsComparedWithWhatHappened(EngineHarness pinwheel) {
    Nightly run = play(pinwheel);
    Scripted unplanned = pinwheel.rerun("production", run.load.step()).running();
    unplanned.returns("table");
    RerunPlan plan = plan(pinwheel, "development", run.summarise.step());
    ReadModels reads = pinwheel.reads();

    Scripted again =
        pinwheel
            .scripted(
                pinwheel.execute(
                    new Command.RerunStep(
                        "development",
                        run.summarise.step(),
                        false,
                        Set.of(),
                        null,
                        null,
                        Actor.LOCAL,
                        plan.summary())))
            .running();
    again.awaits("loadTable", "monday");
    Scripted.Calling parsing = again.awaits("parseRules", "rules");
    parsing.running().awaits("readRules", "rules");
    PlanComparison begun = comparison(reads, "development", again).orElseThrow();
    parsing.running().returns("parsed differently");
    again.awaits("notifyOnce", "another text").returning(1);
    again.returns("sunny");
    PlanComparison ended = comparison(reads, "development", again).orElseThrow();

    assertThat(plan.summary().reusedIfEqual()).isEqualTo(1);
    assertThat(begun.sentence())
        .isEqualTo(
            "Planned: 2 to run, 2 to be reused, 1 if its arguments stay equal."
                + " So far: 2 ran, 2 were reused.");
    assertThat(ended.ended()).isTrue();
    assertThat(ended.sentence()).endsWith("Happened: 3 ran, 2 were reused.");
    assertThat(ended.differences())
        .singleElement()
        .returns("notifyOnce", difference -> difference.planned().target())
        .returns(1, PlanComparison.OfTarget::ran);
    assertThat(comparison(reads, "production", again)).isEmpty();
    assertThat(comparison(reads, "production", unplanned)).isEmpty();
    assertThat(comparison(reads, "production", run.summarise)).isEmpty();
  }

  private static Optional<PlanComparison> comparison(
      ReadModels reads, String workspace, Scripted attempt) {
    return reads.plans().find(reads.viewpoints().get(workspace), attempt.id());
  }

  @Test // E3
  void aRetryBelongsToTheReRunAndIsNotCountedTwice(EngineHarness pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("unsteady", "monday").returning(1);
    nightly.returns("done");
    StepId unsteady = new StepId(nightly.run(), 2);
    RerunPlan plan = plan(pinwheel, "production", unsteady);
    Scripted again =
        pinwheel
            .scripted(
                pinwheel.execute(
                    new Command.RerunStep(
                        "production",
                        unsteady,
                        false,
                        Set.of(),
                        null,
                        null,
                        Actor.LOCAL,
                        plan.summary())))
            .running();
    again.fails("shaky");
    Scripted retry = again.successor().running();
    retry.returns(1);

    PlanComparison comparison = comparison(pinwheel.reads(), "production", retry).orElseThrow();

    assertThat(comparison.rerun()).isEqualTo(again.id());
    assertThat(comparison.sentence()).isEqualTo("As planned: 1 ran, 0 were reused.");
  }

  private static Map<String, Integer> rows(DSLContext dsl) {
    Map<String, Integer> rows = new HashMap<>();
    for (Table<?> table : dev.pinwheel.store.jooq.DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      rows.put(table.getName(), dsl.fetchCount(table));
    }
    return rows;
  }
}
