package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.run.RerunOutcome;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.LogStore;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reads over what the engine really records, on both databases. */
@EachDatabase
class EngineReadsTest {

  private ReadModels reads(EngineFixture pinwheel, TestDatabase database) {
    return ReadModels.of(pinwheel.database(), database.payloads(), pinwheel.clock());
  }

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        workflow("outer", "userId"),
        task("fetchUser", "userId").memo(),
        task("fetchPlan", "userId").cached(),
        task("sendEmail", "userId"),
        task("sendNotification", "userId"));
  }

  /** Scenario 1: one execution, two calls, one of them reused. */
  private record Welcome(Scripted run, Scripted email, Scripted notification, ExecutionId user) {}

  private Welcome welcome(EngineFixture pinwheel, String workspace) {
    Scripted run = pinwheel.submit(workspace, "welcome", "u1").running();
    Scripted email = run.calls("sendEmail", "u1").running();
    Scripted notification = run.calls("sendNotification", "u1").running();
    Scripted.Calling user = email.awaits("fetchUser", "u1").returning("Ann");
    notification.awaits("fetchUser", "u1");
    email.returns("to Ann");
    notification.returns("to Ann");
    run.returns("welcomed");
    return new Welcome(run, email, notification, user.id());
  }

  @Test // scenarios 1 and 6, T1, P1
  void aSharedUserIsReRunAndItsCallersBecomeStale(EngineFixture pinwheel, TestDatabase database) {
    Welcome welcome = welcome(pinwheel, "production");
    ReadModels reads = reads(pinwheel, database);
    Viewpoint production = reads.viewpoints().get("production", Sight.EVERYTHING);

    RunTree tree = reads.trees().load(production, welcome.run().run());
    assertThat(tree.header().reuse().reusedCalls()).isEqualTo(1);
    assertThat(tree.header().reuse().calls()).isEqualTo(4);
    assertThat(requireNonNull(tree.header().result()).json()).hasToString("\"welcomed\"");
    assertThat(PinSentence.of(pin(tree, welcome.user()), ZoneOffset.UTC))
        .isEqualTo("Memoized. 1 call reused it instead of executing.");
    assertThat(
            reads.executions().get(production, welcome.user()).memo().reusedBy().getFirst().calls())
        .singleElement()
        .returns("sendNotification", ExecutionView.CallLine::target);

    Scripted forced = pinwheel.rerun("production", welcome.user().step()).running();
    assertThat(reads.trees().load(production, welcome.run().run()).header().staleness())
        .isEqualTo(Staleness.MAY_BECOME_STALE);
    forced.returns("Anna");
    RunTree stale = reads.trees().load(production, welcome.run().run());
    assertThat(RerunOutcome.of(stale, forced.id()).orElseThrow().sentence())
        .startsWith("fetchUser has a new result (attempt 2). sendEmail and sendNotification");
    assertThat(reads.runs().find(production, welcome.run().run()).orElseThrow().stale()).isTrue();

    Scripted again = pinwheel.rerun("production", welcome.user().step()).running();
    again.fails("no connection");
    RunTree failed = reads.trees().load(production, welcome.run().run());
    assertThat(pin(failed, welcome.user()).callsUse()).isEqualTo(2);
    assertThat(RerunOutcome.of(failed, again.id()).orElseThrow())
        .isInstanceOf(RerunOutcome.Failed.class);
  }

  @Test // scenarios 7 and 8, W4
  void aChildReusesFromItsBaseAndLeavesNoTraceThere(EngineFixture pinwheel, TestDatabase database) {
    Welcome welcome = welcome(pinwheel, "production");
    ReadModels reads = reads(pinwheel, database);
    Viewpoint production = reads.viewpoints().get("production", Sight.EVERYTHING);
    Viewpoint development = reads.viewpoints().get("development", Sight.EVERYTHING);
    RunId id = welcome.run().run();
    RunTree treeBefore = reads.trees().load(production, id);
    List<RunRow> rowsBefore = reads.runs().page(production, RunFilter.ALL, 0, 10);
    ExecutionView viewBefore = reads.executions().get(production, welcome.user());

    Scripted again = pinwheel.rerun("development", welcome.run().step()).running();
    Scripted email = again.calls("sendEmail", "u1").running();
    Scripted.Calling user = email.awaits("fetchUser", "u1");
    assertThat(user.reused()).isTrue();
    email.returns("again");
    again.returns("welcomed");

    RunTree seen = reads.trees().load(development, id);
    CallEdge reuse = seen.calls().stream().filter(CallEdge::isReused).findFirst().orElseThrow();
    assertThat(reuse.reusedFrom()).hasToString("production");
    assertThat(pin(seen, welcome.user()).from()).hasToString("production");
    assertThat(seen.header().reuse().reusedCalls()).isEqualTo(1);
    assertThat(seen.stepsNotReached()).isEqualTo(2);
    RunRow row = reads.runs().find(development, id).orElseThrow();
    assertThat(row.rerunIn()).hasToString("[development]");

    assertThat(reads.trees().load(production, id)).isEqualTo(treeBefore);
    assertThat(reads.runs().page(production, RunFilter.ALL, 0, 10)).isEqualTo(rowsBefore);
    assertThat(reads.executions().get(production, welcome.user())).isEqualTo(viewBefore);
  }

  @Test // C2, E2
  void aCachedStepSaysFromWhere(EngineFixture pinwheel, TestDatabase database) {
    Scripted one = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling plan = one.awaits("fetchPlan", "u1").returning("gold");
    Scripted two = pinwheel.submit("development", "welcome", "u1").running();
    Scripted.Calling cached = two.awaits("fetchPlan", "u1");
    assertThat(cached.value()).hasToString("\"gold\"");
    ReadModels reads = reads(pinwheel, database);

    RunTree tree =
        reads.trees().load(reads.viewpoints().get("development", Sight.EVERYTHING), two.run());

    StepNode node = tree.find(cached.id().step()).orElseThrow();
    assertThat(node.state()).isEqualTo(State.DONE);
    assertThat(requireNonNull(node.forwarding()).words())
        .isEqualTo("cached from " + plan.id().step());
  }

  @Test // M12, T1
  void aSpawnedRunIsLinkedBothWays(EngineFixture pinwheel, TestDatabase database) {
    Scripted outer = pinwheel.submit("production", "outer", "u1").running();
    Scripted.Calling call = outer.awaits("welcome", "u1");
    Scripted inner = call.execution().successor().running();
    ReadModels reads = reads(pinwheel, database);
    Viewpoint production = reads.viewpoints().get("production", Sight.EVERYTHING);

    RunTree waiting = reads.trees().load(production, outer.run());
    assertThat(waiting.root().state()).isEqualTo(State.BLOCKED);
    assertThat(waiting.header().status()).isEqualTo(State.RUNNING);
    StepNode node = waiting.find(call.id().step()).orElseThrow();
    assertThat(node.state()).isEqualTo(State.RUNNING);
    assertThat(requireNonNull(node.forwarding()).words()).isEqualTo("ran as run " + inner.run());
    assertThat(reads.trees().load(production, inner.run()).header().spawnedBy())
        .isEqualTo(call.id().step());

    inner.returns("1");
    outer.returns("1");
    pinwheel.rerun("production", inner.step()).running().returns("2");
    assertThat(
            reads
                .trees()
                .load(production, outer.run())
                .find(call.id().step())
                .orElseThrow()
                .staleness())
        .isEqualTo(Staleness.STALE);
  }

  @Test // W3, D1
  void tellsWhyItWaits(EngineFixture pinwheel, TestDatabase database) {
    pinwheel.pause("production");
    Scripted paused = pinwheel.submit("production", "welcome", "u1");
    ReadModels reads = reads(pinwheel, database);
    Viewpoint production = reads.viewpoints().get("production", Sight.EVERYTHING);

    StepNode node = reads.trees().load(production, paused.run()).root();

    assertThat(node.state()).isEqualTo(State.WAITING);
    assertThat(requireNonNull(node.waiting()).sentence(ZoneOffset.UTC, pinwheel.clock().instant()))
        .isEqualTo("production is paused");
    RunFilter waiting = RunFilter.ALL.withStatuses(Set.of(State.WAITING));
    assertThat(reads.runs().page(production, waiting, 0, 10)).hasSize(1);
    RunFilter scheduled = RunFilter.ALL.withStatuses(Set.of(State.SCHEDULED));
    assertThat(reads.runs().count(production, scheduled)).isZero();
  }

  @Test // V2
  void searchesAndFilters(EngineFixture pinwheel, TestDatabase database) {
    Welcome welcome = welcome(pinwheel, "production");
    pinwheel.clock().advance(Duration.ofHours(1));
    Scripted failed = pinwheel.submit("production", "outer", "Zoë").running();
    failed.fails("no");
    ReadModels reads = reads(pinwheel, database);
    Viewpoint production = reads.viewpoints().get("production", Sight.EVERYTHING);

    assertThat(runs(reads, production, RunFilter.ALL))
        .containsExactly(failed.run(), welcome.run().run());
    assertThat(runs(reads, production, RunFilter.ALL.withText("zoë")))
        .containsExactly(failed.run());
    assertThat(runs(reads, production, RunFilter.ALL.withText("WELC")))
        .containsExactly(welcome.run().run());
    assertThat(
            runs(
                reads,
                production,
                RunFilter.ALL.withStatuses(EnumSet.of(State.FAILED, State.TIMED_OUT))))
        .containsExactly(failed.run());
    assertThat(
            runs(
                reads,
                production,
                RunFilter.ALL.withActiveSince(
                    pinwheel.clock().instant().minus(Duration.ofMinutes(1)))))
        .containsExactly(failed.run());
    assertThat(
            reads
                .runs()
                .page(
                    reads.viewpoints().get("development", Sight.EVERYTHING),
                    RunFilter.ALL.withIncludeBases(false),
                    0,
                    10))
        .isEmpty();
    assertThat(reads.runs().count(production, RunFilter.ALL)).isEqualTo(2);
    assertThat(reads.runs().find(production, failed.run()).orElseThrow())
        .returns(State.FAILED, RunRow::status)
        .returns(1, RunRow::failed);
  }

  @Test
  void readsModulesPlacesWorkspacesAndLogs(EngineFixture pinwheel, TestDatabase database) {
    Welcome welcome = welcome(pinwheel, "production");
    LogStore logs = new LogStore(pinwheel.database());
    Long sequence =
        pinwheel
            .database()
            .read(dsl -> dsl.select(DSL.max(EXECUTION.ID)).from(EXECUTION).fetchSingle().value1());
    logs.append(
        List.of(
            new LogStore.LogRow(
                welcome.run().run().number(),
                requireNonNull(sequence),
                reads(pinwheel, database)
                    .viewpoints()
                    .get("production", Sight.EVERYTHING)
                    .workspace()
                    .id()
                    .value(),
                pinwheel.clock().instant(),
                "info",
                ReadModelFixture.bytes("user {name}"),
                ReadModelFixture.bytes("{\"name\":\"Zoë\"}"),
                null)),
        Map.of(),
        List.of());
    ReadModels reads = reads(pinwheel, database);
    Viewpoint development = reads.viewpoints().get("development", Sight.EVERYTHING);

    ModuleView module = reads.modules().list(development).getFirst();
    assertThat(module.declaredInWords()).isEqualTo("declared by the embedded worker");
    assertThat(module.targets().getFirst().lastRuns()).hasSize(1);
    assertThat(
            reads
                .modules()
                .findArguments(development, welcome.run().run())
                .orElseThrow()
                .arguments())
        .hasToString("[\"u1\"]");
    RerunChoice choice =
        reads.rerunPlaces().list(development, welcome.user().step(), RerunPlaces.Permit.EVERYTHING);
    assertThat(choice.places())
        .extracting(place -> place.name() + " " + place.isAllowed() + " " + place.descendants())
        .containsExactly("development true 0", "production true 1");
    assertThat(choice.memoized()).isTrue();
    assertThat(choice.callers()).isTrue();
    assertThat(reads.workspaces().list(Sight.EVERYTHING, false))
        .extracting(node -> node.name() + " " + node.runs())
        .containsExactly("production 1", "development 0");
    LogFilter text = LogFilter.ALL.withText("zoë");
    assertThat(reads.logs().page(development, welcome.run().run(), text, 0, 10))
        .singleElement()
        .returns("user Zoë", LogLine::message);
    assertThat(reads.trees().listWorkspacesSeeing(Sight.EVERYTHING, welcome.run().run()))
        .hasToString("[development, production]");
  }

  private static List<RunId> runs(ReadModels reads, Viewpoint viewpoint, RunFilter filter) {
    return reads.runs().page(viewpoint, filter, 0, 10).stream().map(RunRow::run).toList();
  }

  private static MemoPin pin(RunTree tree, ExecutionId execution) {
    StepId step = execution.step();
    return requireNonNull(tree.find(step).orElseThrow().pin());
  }
}
