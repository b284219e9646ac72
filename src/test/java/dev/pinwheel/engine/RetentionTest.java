package dev.pinwheel.engine;

import static dev.pinwheel.store.jooq.Tables.REMOVAL_RECORD;
import static dev.pinwheel.store.jooq.Tables.RUN_REMOVAL;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.JsonValues;
import dev.pinwheel.testing.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules G1 to G3: what is removed, what is kept, and what is left afterwards. */
@EachDatabase
class RetentionTest {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration DAY = Duration.ofDays(1);

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        workflow("inner", "userId"),
        task("fetchUser", "userId").memo(),
        task("use", "handle"),
        task("plan", "userId").cached(),
        task("price", "userId").cachedFor(Duration.ofDays(40)),
        task("quote", "userId").cachedFor(Duration.ofHours(1)));
  }

  private static EffectiveRetention keepFor(
      EngineFixture pinwheel, String workspace, @Nullable Duration age) {
    return set(pinwheel, workspace, new Retention(age, null, Duration.ZERO));
  }

  private static EffectiveRetention set(
      EngineFixture pinwheel, String workspace, @Nullable Retention retention) {
    return pinwheel.execute(new Command.SetRetention(workspace, retention, Actor.LOCAL));
  }

  private static Scripted run(EngineFixture pinwheel, String workspace) {
    return pinwheel.submit(workspace, "welcome", "u1").running();
  }

  private static RunId ended(EngineFixture pinwheel, String workspace) {
    Scripted welcome = run(pinwheel, workspace);
    welcome.returns("done");
    return welcome.run();
  }

  /** Lets time pass and removes what is not kept any more. */
  private static void pass(EngineFixture pinwheel, Duration time) {
    pinwheel.advance(time);
    pinwheel.engine().removeExpired();
  }

  private static Set<RunId> runs(EngineFixture pinwheel) {
    Set<Long> removed =
        pinwheel
            .facts()
            .dsl()
            .select(RUN_REMOVAL.RUN_ID)
            .from(RUN_REMOVAL)
            .fetchSet(RUN_REMOVAL.RUN_ID);
    return pinwheel.facts().runs().stream()
        .filter(run -> !removed.contains(run.getId()))
        .map(run -> new RunId(run.getId()))
        .collect(Collectors.toSet());
  }

  /** G1: unset inherits; the root's default is to keep everything. */
  @Test
  void retentionIsLookedUpThroughTheChain(EngineFixture pinwheel) {
    assertThat(set(pinwheel, "development", null).from()).isNull();

    keepFor(pinwheel, "production", MONTH);
    EffectiveRetention inherited = set(pinwheel, "development", null);
    assertThat(inherited.retention().age()).isEqualTo(MONTH);
    assertThat(nameOf(inherited.from())).isEqualTo("production");

    EffectiveRetention own = keepFor(pinwheel, "development", null);
    assertThat(own.retention()).isEqualTo(Retention.EVERYTHING);
    assertThat(nameOf(own.from())).isEqualTo("development");
  }

  private static String nameOf(@Nullable Workspace workspace) {
    return workspace == null ? "nobody" : workspace.name().value();
  }

  /** G1. */
  @Test
  void whatIsOlderThanItsWorkspaceKeepsItIsRemoved(EngineFixture pinwheel) {
    RunId old = ended(pinwheel, "production");
    RunId inChild = ended(pinwheel, "development");
    pass(pinwheel, MONTH.multipliedBy(12));
    assertThat(runs(pinwheel)).as("by default").containsExactlyInAnyOrder(old, inChild);

    keepFor(pinwheel, "development", null);
    keepFor(pinwheel, "production", MONTH);
    RunId young = ended(pinwheel, "production");
    pass(pinwheel, DAY);
    assertThat(runs(pinwheel)).containsExactlyInAnyOrder(inChild, young);

    set(pinwheel, "development", null);
    pass(pinwheel, DAY);
    assertThat(runs(pinwheel)).as("inherited").containsExactly(young);
  }

  /** G1: the last n runs of each workflow stay, spawned ones do not count. */
  @Test
  void theLastRunsOfAWorkflowStay(EngineFixture pinwheel) {
    set(pinwheel, "production", new Retention(MONTH, 2, Duration.ZERO));
    ended(pinwheel, "production");
    RunId second = ended(pinwheel, "production");
    Scripted third = run(pinwheel, "production");
    Scripted spawned = third.calls("inner", "u1").execution().successor().running();
    spawned.returns("in");
    third.returns("out");
    Scripted other = pinwheel.submit("production", "inner", "u1").running();
    other.returns("in");
    ended(pinwheel, "development");

    pass(pinwheel, MONTH);

    assertThat(runs(pinwheel)).contains(second, third.run(), spawned.run(), other.run()).hasSize(5);
  }

  /** G1. */
  @Test
  void anOpenExecutionAnywhereKeepsTheWholeRun(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    RunId run = ended(pinwheel, "production");
    Scripted again = pinwheel.rerun("development", new StepId(run, 1)).running();

    pass(pinwheel, MONTH.multipliedBy(2));
    assertThat(runs(pinwheel)).contains(run);

    again.returns("again");
    pass(pinwheel, MONTH.minusMinutes(1));
    assertThat(runs(pinwheel)).as("its last activity was in a child").contains(run);
    pass(pinwheel, Duration.ofMinutes(1));
    assertThat(runs(pinwheel)).isEmpty();
  }

  /** G1: a person may mark a run. */
  @Test
  void aMarkedRunStaysUntilItIsReleased(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    RunId run = ended(pinwheel, "production");
    assertThat(pinwheel.execute(new Command.KeepRun("production", run, Actor.LOCAL))).isTrue();
    assertThat(pinwheel.execute(new Command.KeepRun("production", run, Actor.LOCAL))).isFalse();

    pass(pinwheel, MONTH.multipliedBy(2));
    assertThat(runs(pinwheel)).containsExactly(run);

    assertThat(pinwheel.execute(new Command.ReleaseRun("production", run, Actor.LOCAL))).isTrue();
    assertThat(pinwheel.execute(new Command.ReleaseRun("production", run, Actor.LOCAL))).isFalse();
    pass(pinwheel, DAY);
    assertThat(runs(pinwheel)).isEmpty();
  }

  /** G1, W4: the workspace in which it was submitted decides. */
  @Test
  void aRunIsMarkedWhereItWasSubmitted(EngineFixture pinwheel) {
    Scripted welcome = run(pinwheel, "production");
    Scripted spawned = welcome.calls("inner", "u1").execution().successor();
    RunId inChild = ended(pinwheel, "development");

    assertRefused(
        pinwheel, "development", welcome.run(), Rejection.Kind.INVALID_STATE, "'production'");
    assertRefused(
        pinwheel, "production", spawned.run(), Rejection.Kind.INVALID_STATE, "another run");
    assertRefused(
        pinwheel, "production", inChild, Rejection.Kind.NOT_FOUND, "There is no run " + inChild);
  }

  private static void assertRefused(
      EngineFixture pinwheel, String workspace, RunId run, Rejection.Kind kind, String part) {
    for (Command<Boolean> command :
        List.of(
            new Command.KeepRun(workspace, run, Actor.LOCAL),
            new Command.ReleaseRun(workspace, run, Actor.LOCAL))) {
      assertThatThrownBy(() -> pinwheel.execute(command))
          .isInstanceOfSatisfying(
              Rejection.class, rejection -> assertThat(rejection.kind()).isEqualTo(kind))
          .hasMessageContaining(part);
    }
  }

  /** G1. */
  @Test
  void aChildKeepsARunOnlyUpToTheLimit(EngineFixture pinwheel) {
    set(pinwheel, "production", new Retention(MONTH, null, Duration.ofDays(5)));
    keepFor(pinwheel, "development", null);
    RunId untouched = ended(pinwheel, "production");
    RunId run = ended(pinwheel, "production");
    pinwheel.rerun("development", new StepId(run, 1)).running().returns("mine");

    pass(pinwheel, MONTH);
    assertThat(runs(pinwheel)).containsExactly(run).doesNotContain(untouched);
    pass(pinwheel, Duration.ofDays(5));
    assertThat(runs(pinwheel)).isEmpty();
  }

  /** G1: archived workspaces prolong nothing. */
  @Test
  void anArchivedChildKeepsNothing(EngineFixture pinwheel) {
    set(pinwheel, "production", new Retention(MONTH, null, Duration.ofDays(5)));
    keepFor(pinwheel, "development", null);
    RunId run = ended(pinwheel, "production");
    pinwheel.rerun("development", new StepId(run, 1)).running().returns("mine");
    pinwheel.archive("development");

    pass(pinwheel, MONTH);

    assertThat(runs(pinwheel)).isEmpty();
  }

  /** G2: a run and those it spawned are removed together or not at all. */
  @Test
  void spawnedRunsStayAndGoWithTheirs(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    Scripted welcome = run(pinwheel, "production");
    Scripted inner = welcome.calls("inner", "u1").execution().successor().running();
    inner.returns("in");
    welcome.returns("out");
    pinwheel.advance(Duration.ofDays(20));
    pinwheel.rerun("production", inner.step()).running().returns("in again");

    pass(pinwheel, Duration.ofDays(15));
    assertThat(runs(pinwheel)).containsExactlyInAnyOrder(welcome.run(), inner.run());

    pass(pinwheel, Duration.ofDays(15));
    assertThat(runs(pinwheel)).isEmpty();
  }

  /** G2: for the maximum age recorded with it, none for ever. */
  @Test
  void cacheEntriesKeepTheirRuns(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    RunId forEver = caching(pinwheel, "plan");
    RunId fortyDays = caching(pinwheel, "price");
    RunId oneHour = caching(pinwheel, "quote");

    pass(pinwheel, MONTH);
    assertThat(runs(pinwheel))
        .containsExactlyInAnyOrder(forEver, fortyDays)
        .doesNotContain(oneHour);
    pass(pinwheel, Duration.ofDays(11));
    assertThat(runs(pinwheel)).containsExactly(forEver);
    pass(pinwheel, Duration.ofDays(3650));
    assertThat(runs(pinwheel)).containsExactly(forEver);
  }

  private static RunId caching(EngineFixture pinwheel, String target) {
    Scripted welcome = run(pinwheel, "production");
    welcome.awaits(target, "u1").returning(1);
    welcome.returns("done");
    return welcome.run();
  }

  /** G1, G2: a child's cache entry does not keep its ancestor's run beyond the limit. */
  @Test
  void aCacheEntryOfAChildKeepsNoRunOfItsBase(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    Scripted welcome = run(pinwheel, "production");
    welcome.returns("done");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    again.awaits("plan", "u1").returning("gold");
    again.returns("mine");

    pass(pinwheel, MONTH);

    assertThat(runs(pinwheel)).isEmpty();
    run(pinwheel, "development").calls("plan", "u1").running();
  }

  /** G2: removed together or not at all. */
  @Test
  void aRunStaysAsLongAsOneThatHoldsAHandleOfIt(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    RunId source = ended(pinwheel, "production");
    Scripted user = run(pinwheel, "production");
    user.awaits("use", new ExecutionId(new StepId(source, 1), 1)).returning(1);
    user.returns("done");
    assertThat(pinwheel.execute(new Command.KeepRun("production", user.run(), Actor.LOCAL)))
        .isTrue();

    pass(pinwheel, MONTH);
    assertThat(runs(pinwheel)).containsExactlyInAnyOrder(source, user.run());

    pinwheel.execute(new Command.ReleaseRun("production", user.run(), Actor.LOCAL));
    pass(pinwheel, DAY);
    assertThat(runs(pinwheel)).isEmpty();
  }

  /** G2: two runs that refer to each other. */
  @Test
  void runsThatReferToEachOtherGoTogether(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    Scripted one = run(pinwheel, "production");
    Scripted other = run(pinwheel, "production");
    other.awaits("use", one.awaits("quote", "u1").returning(1).id()).returning(2);
    one.awaits("use", other.awaits("quote", "u2").returning(3).id()).returning(4);
    one.returns("done");
    pinwheel.advance(DAY);
    other.returns("done");

    pass(pinwheel, MONTH.minus(DAY));
    assertThat(runs(pinwheel)).hasSize(2);
    pass(pinwheel, DAY);
    assertThat(runs(pinwheel)).isEmpty();
  }

  /** G2: the reference keeps the outcome, and nothing else of the run is left. */
  @Test
  void whatTheCacheAnsweredOutlivesTheRunThatExecutedIt(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    Scripted source = run(pinwheel, "production");
    Scripted.Calling executed = source.awaits("quote", "u1").returning("gold");
    source.awaits("fetchUser", "u1").returning("ada");
    source.returns("done");
    Scripted user = run(pinwheel, "production");
    Scripted cached = user.awaits("quote", "u1").execution();
    assertThat(cached.ended()).isEqualTo(ResultKind.CACHED);
    user.returns("done");
    pinwheel.execute(new Command.KeepRun("production", user.run(), Actor.LOCAL));

    pass(pinwheel, MONTH);

    Viewpoint production = pinwheel.reads().viewpoints().get("production", Sight.EVERYTHING);
    assertThat(runs(pinwheel)).containsExactly(user.run());
    assertThat(pinwheel.reads().executions().loadResult(production, cached.id()))
        .hasToString("\"gold\"");
    assertThat(pinwheel.reads().executions().find(production, executed.id())).isEmpty();
    assertThat(pinwheel.reads().executions().find(production, cached.id())).isPresent();
    assertThat(pinwheel.reads().runs().find(production, source.run())).isEmpty();
    assertThat(pinwheel.facts().executions())
        .filteredOn(row -> row.getRunId() == source.run().number())
        .extracting(FactsSnapshot::idOf)
        .containsExactly(executed.id());
    assertThatThrownBy(() -> pinwheel.rerun("production", executed.id().step()))
        .isInstanceOf(Rejection.class);

    pinwheel.execute(new Command.ReleaseRun("production", user.run(), Actor.LOCAL));
    pass(pinwheel, DAY);
    assertThat(pinwheel.facts().runs()).isEmpty();
    assertThat(pinwheel.facts().executions()).isEmpty();
  }

  /** E5: kept as long as the run. */
  @Test
  void anIdempotencyKeyGoesWithItsRun(EngineFixture pinwheel) {
    Command.SubmitRun submission =
        new Command.SubmitRun(
            "production",
            EngineFixture.MODULE,
            "welcome",
            JsonValues.jsons("u1"),
            null,
            "order-7",
            Actor.LOCAL);
    RunId first = pinwheel.execute(submission).run();
    pinwheel.scripted(new ExecutionId(new StepId(first, 1), 1)).running().returns("done");
    assertThat(pinwheel.execute(submission).existing()).isTrue();

    pass(pinwheel, MONTH);
    keepFor(pinwheel, "production", MONTH);
    assertThat(pinwheel.execute(new Command.RemoveRuns(List.of(first)))).isEqualTo(1);

    assertThat(pinwheel.execute(submission))
        .as("also while rows of the run are left")
        .satisfies(submitted -> assertThat(submitted.existing()).isFalse())
        .satisfies(submitted -> assertThat(submitted.run()).isNotEqualTo(first));
  }

  /** C2, G3: whether the removal has passed by makes no difference to the next lookups. */
  @Test
  void whatHasJustExpiredAnswersUnderARaisedMaximumAge(EngineFixture pinwheel) {
    caching(pinwheel, "quote");
    pass(pinwheel, Duration.ofHours(20));
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"), task("quote", "userId").cachedFor(DAY.multipliedBy(3)));

    Scripted raised = run(pinwheel, "production");
    assertThat(raised.awaits("quote", "u1").execution().ended()).isEqualTo(ResultKind.CACHED);
    raised.returns("done");

    pass(pinwheel, Duration.ofHours(6));
    Scripted later = run(pinwheel, "production");
    later.awaits("quote", "u1").returning("executed again");
  }

  /** G3: a run of which only some rows are gone does not exist for anybody. */
  @Test
  void aRunThatIsBeingRemovedDoesNotExist(EngineFixture pinwheel) {
    Scripted welcome = run(pinwheel, "production");
    Scripted.Calling fetched = welcome.awaits("fetchUser", "u1").returning("ada");
    welcome.returns("done");
    Scripted user = run(pinwheel, "production");
    pinwheel.clock().advance(MONTH);
    user.awaits("fetchUser", "u2").returning("bob");
    // Nothing is removed now, and nobody else does it in the next minute.
    pinwheel.engine().removeExpired();
    keepFor(pinwheel, "production", MONTH);

    int begun = pinwheel.execute(new Command.RemoveRuns(List.of(welcome.run(), user.run())));
    assertThat(begun).as("one of them is open").isEqualTo(1);
    pinwheel.execute(new Command.RemoveRows(1, 0));

    Viewpoint production = pinwheel.reads().viewpoints().get("production", Sight.EVERYTHING);
    assertThat(pinwheel.facts().executions())
        .as("rows are left")
        .anyMatch(row -> row.getRunId() == welcome.run().number());
    assertThat(pinwheel.reads().runs().find(production, welcome.run())).isEmpty();
    assertThat(pinwheel.reads().runs().findStatus(production, welcome.run())).isEmpty();
    assertThatThrownBy(() -> pinwheel.reads().trees().load(production, welcome.run()))
        .isInstanceOf(Rejection.class);
    for (Command<?> command :
        List.of(
            Command.RerunStep.of("production", fetched.id().step(), Actor.LOCAL),
            new Command.CancelRun("production", welcome.run(), Actor.LOCAL),
            new Command.CancelExecution("production", fetched.id(), Actor.LOCAL),
            new Command.KeepRun("production", welcome.run(), Actor.LOCAL),
            new WorkerCommand.Resolve(user.id(), fetched.id()))) {
      assertThatThrownBy(() -> pinwheel.execute(command))
          .as("%s", command)
          .isInstanceOfSatisfying(
              Rejection.class,
              rejection -> assertThat(rejection.kind()).isEqualTo(Rejection.Kind.NOT_FOUND));
    }

    pinwheel.restart();
    pinwheel.engine().removeExpired();
    assertThat(runs(pinwheel)).containsExactly(user.run());
  }

  /** G3. */
  @Test
  void whatWasRemovedIsRecorded(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    caching(pinwheel, "quote");
    RunId run = ended(pinwheel, "production");
    pinwheel.rerun("development", new StepId(run, 1)).running().returns("mine");

    pass(pinwheel, MONTH);

    assertThat(records(pinwheel))
        .as("executions of a child are not counted (W4)")
        .containsExactlyInAnyOrder("runs 2 3", "cacheEntries 1 0");
  }

  private static List<String> records(EngineFixture pinwheel) {
    return pinwheel.facts().dsl().selectFrom(REMOVAL_RECORD).fetch().stream()
        .map(row -> "%s %d %d".formatted(row.getKind(), row.getRemoved(), row.getExecutions()))
        .toList();
  }

  /** G3: ended sessions that no kept assignment names. */
  @Test
  void endedSessionsGoWithWhatTheyExecuted(EngineFixture pinwheel) {
    keepFor(pinwheel, "production", MONTH);
    FakeWorker idle = pinwheel.workerFor("production", task("other", "x"));
    pinwheel.closeSession(idle);
    FakeWorker busy =
        pinwheel.workerFor("development", workflow("welcome", "userId"), task("other", "x"));
    ended(pinwheel, "development");
    pinwheel.closeSession(busy);

    pass(pinwheel, DAY.plusMinutes(1));
    assertThat(sessions(pinwheel)).doesNotContain(idle.session().value());
    assertThat(sessions(pinwheel)).contains(busy.session().value());

    pass(pinwheel, MONTH);
    pass(pinwheel, Duration.ofMinutes(2));
    assertThat(sessions(pinwheel)).doesNotContain(busy.session().value());
  }

  private static List<Long> sessions(EngineFixture pinwheel) {
    return pinwheel.facts().dsl().selectFrom(WORKER_SESSION).fetch(WORKER_SESSION.ID);
  }
}
