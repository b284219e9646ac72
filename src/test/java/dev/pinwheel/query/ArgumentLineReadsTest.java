package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.step.ExecutionViews;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line of arguments that is stored with each step, and where it is read. */
@EachDatabase
class ArgumentLineReadsTest {

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("fetchUser", "userId").memo(),
        task("applyConfiguration", "config", "machineId").memoBy("machineId"));
  }

  private static Viewpoint from(EngineFixture pinwheel, String workspace) {
    return pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
  }

  @Test // M6
  void stepsShowTheirArgumentsAndCallsTheirOwnWhereTheyDiffer(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", Json.of("\"u\\n1\"")).running();
    welcome.awaits("applyConfiguration", Json.of("{\"version\":1}"), "m1").returning("done");
    welcome.awaits("applyConfiguration", Json.of("{\"version\":2}"), "m1");
    welcome.awaits("applyConfiguration", Json.of("{\"version\":1}"), "m1");
    welcome.returns(null);

    RunTree tree = pinwheel.reads().trees().load(from(pinwheel, "production"), welcome.run());

    assertThat(tree.header().argumentLine()).isEqualTo("userId \"u\\n1\"");
    assertThat(tree.nodes())
        .extracting(StepNode::argumentLine)
        .containsExactly("userId \"u\\n1\"", "machineId \"m1\", config {version 1}");
    assertThat(tree.calls())
        .extracting(CallEdge::argumentLine)
        .containsExactly(null, "machineId \"m1\", config {version 2}", null);
  }

  @Test
  void runsAndQueueShowArgumentsAndAreFoundByThem(EngineFixture pinwheel) {
    Scripted first = pinwheel.submit("production", "welcome", "u1").running();
    Scripted second = pinwheel.submit("production", "welcome", "u2").running();
    Viewpoint production = from(pinwheel, "production");

    assertThat(page(pinwheel, production, ""))
        .extracting(RunRow::argumentLine)
        .containsExactlyInAnyOrder("userId \"u1\"", "userId \"u2\"");
    assertThat(page(pinwheel, production, "userid U2"))
        .extracting(RunRow::run)
        .containsExactly(second.run());
    assertThat(page(pinwheel, production, "userId \"u1\""))
        .extracting(RunRow::run)
        .containsExactly(first.run());
    assertThat(pinwheel.reads().queue().page(production, QueueSection.EXECUTING, 0, 10))
        .extracting(QueueRow::argumentLine)
        .containsExactly("userId \"u1\"", "userId \"u2\"");
  }

  @Test // M6
  void whatAStepCalledAndWhoCalledItIsToldApartByArguments(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling first =
        welcome.awaits("applyConfiguration", Json.of("{\"version\":1}"), "m1").returning("done");
    welcome.awaits("applyConfiguration", Json.of("{\"version\":2}"), "m1");
    welcome.returns(null);
    Viewpoint production = from(pinwheel, "production");
    ExecutionViews executions = pinwheel.reads().executions();

    ExecutionView caller = executions.get(production, welcome.id());
    ExecutionView called = executions.get(production, first.id());

    assertThat(caller.argumentLine()).isEqualTo("userId \"u1\"");
    assertThat(caller.callees())
        .extracting(ExecutionView.CallLine::argumentLine)
        .containsExactly(
            "machineId \"m1\", config {version 1}", "machineId \"m1\", config {version 2}");
    assertThat(caller.dependencies())
        .extracting(ExecutionView.DependencyLine::argumentLine)
        .containsExactly("machineId \"m1\", config {version 1}");
    assertThat(called.callers())
        .extracting(ExecutionView.CallLine::argumentLine)
        .containsOnly("userId \"u1\"")
        .hasSize(2);
  }

  @Test
  void lastRunsShowTheirArguments(EngineFixture pinwheel) {
    pinwheel.submit("production", "welcome", "u1").running().returns(null);
    pinwheel.advance(Duration.ofSeconds(1));
    pinwheel.submit("production", "welcome", "u2").running().returns(null);

    TargetView workflow =
        pinwheel
            .reads()
            .modules()
            .list(from(pinwheel, "production"))
            .getFirst()
            .targets()
            .getFirst();

    assertThat(workflow.lastRuns())
        .extracting(TargetView.LastRun::argumentLine)
        .containsExactly("userId \"u2\"", "userId \"u1\"");
  }

  @Test // W4
  void argumentsOfAnInvisibleFirstStepAreNotShown(EngineFixture pinwheel) {
    pinwheel.workspace("staging");
    Scripted welcome = pinwheel.submit("production", "welcome", "secret").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns(null);
    RunId run = welcome.run();
    pinwheel.rerun("development", user.id().step()).running().returns("Anna");
    pinwheel.changeBase("development", "staging");
    Viewpoint development = from(pinwheel, "development");

    RunRow row = pinwheel.reads().runs().find(development, run).orElseThrow();

    assertThat(row.argumentLine()).isNull();
    assertThat(pinwheel.reads().trees().load(development, run).header().argumentLine()).isNull();
    assertThat(page(pinwheel, development, "secret")).isEmpty();
  }

  @Test
  void failedRunTellsTheErrorOfTheLeaf(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u999").running();
    Scripted user = welcome.calls("fetchUser", "u999").running();
    user.fails("No user 'u999'");
    welcome.fails("fetchUser failed");
    Scripted fine = pinwheel.submit("production", "welcome", "u1").running();
    fine.returns(null);

    List<RunRow> rows = page(pinwheel, from(pinwheel, "production"), "");

    var error = requireNonNull(rows.getLast().error());
    assertThat(error.target()).isEqualTo("fetchUser");
    assertThat(error.failure().firstLine()).isEqualTo("No user 'u999'");
    assertThat(rows.getFirst().error()).isNull();
  }

  @Test
  void stepsOlderThanTheColumnAreShownWithoutALine(EngineFixture pinwheel, TestDatabase database) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    welcome.awaits("fetchUser", "u1").returning("Ann");
    DSL.using(database.dataSource(), database.dialect())
        .update(STEP)
        .setNull(STEP.ARGUMENT_LINE)
        .execute();
    welcome.returns(null);

    RunTree tree = pinwheel.reads().trees().load(from(pinwheel, "production"), welcome.run());

    assertThat(tree.nodes()).extracting(StepNode::argumentLine).containsOnlyNulls();
    assertThat(page(pinwheel, from(pinwheel, "production"), "welcome")).hasSize(1);
  }

  private static List<RunRow> page(EngineFixture pinwheel, Viewpoint viewpoint, String text) {
    return pinwheel.reads().runs().page(viewpoint, RunFilter.ALL.withText(text), 0, 10);
  }
}
