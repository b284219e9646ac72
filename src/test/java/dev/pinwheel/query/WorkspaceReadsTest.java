package dev.pinwheel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.query.plan.BulkRerunChoice;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Viewpoints, the workspace tree (W1–W3), modules (W6), places to re-run in (F2) and logs. */
class WorkspaceReadsTest {

  private final ReadModelFixture fixture = new ReadModelFixture();

  @BeforeEach
  void workspaces() {
    fixture.workspace("production", null);
    fixture.workspace("staging", "production");
    fixture.workspace("development", "production");
    fixture.workspace("development/joe", "development");
    fixture.workspace("island", null);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test // W1
  void aViewpointIsTheWorkspaceWithItsChain() {
    assertThat(fixture.from("development/joe").chain())
        .hasToString("development/joe › development › production");
    assertThatThrownBy(() -> fixture.from("nowhere"))
        .isInstanceOf(Rejection.class)
        .hasMessage("No workspace is called 'nowhere'.");
  }

  @Test // W3
  void anArchivedWorkspaceCanBeLookedAtUntilItsNameIsUsedAgain() {
    fixture.setState("staging", "archived");
    assertThat(fixture.from("staging").chain()).hasToString("staging › production");

    long again = fixture.workspace("staging", null);
    assertThat(fixture.from("staging").workspace().id().value()).isEqualTo(again);
  }

  @Test
  void theTreeIsDepthFirstAndByName() {
    fixture.run("production", "welcome").rerun("development");

    List<WorkspaceNode> nodes = fixture.reads.workspaces().list(Sight.EVERYTHING, false);

    assertThat(nodes)
        .extracting(node -> node.depth() + " " + node.name() + " " + node.children())
        .containsExactly(
            "0 island 0",
            "0 production 2",
            "1 development 1",
            "2 development/joe 0",
            "1 staging 0");
    assertThat(nodes).extracting(WorkspaceNode::runs).containsExactly(0, 1, 1, 0, 0);
    assertThat(nodes.getFirst().workers().words()).isEqualTo("embedded worker");
  }

  @Test // W3
  void anArchivedBaseStaysWhileItHasActiveChildren() {
    fixture.setState("staging", "archived");
    long development = fixture.id("development");
    fixture.dsl.execute(
        "update workspace set state = 'archived', active_name = null, archived_at = created_at"
            + " where id = "
            + development);

    assertThat(fixture.reads.workspaces().list(Sight.EVERYTHING, false))
        .extracting(node -> node.name().value())
        .containsExactly("island", "production", "development", "development/joe");
    assertThat(fixture.reads.workspaces().list(Sight.EVERYTHING, true)).hasSize(5);
    assertThat(fixture.reads.workspaces().find(Sight.EVERYTHING, "development")).isEmpty();
  }

  @Test // W2
  void offersTheNextFreeName() {
    WorkspaceList list = fixture.reads.workspaces();

    assertThat(list.nextFreeName(Sight.EVERYTHING, "review")).isEqualTo("review");
    assertThat(list.nextFreeName(Sight.EVERYTHING, "development")).isEqualTo("development-2");
    fixture.workspace("development-2", null);
    assertThat(list.nextFreeName(Sight.EVERYTHING, "development")).isEqualTo("development-3");
    assertThat(list.listDescendants(Sight.EVERYTHING, fixture.from("production").workspace().id()))
        .extracting(node -> node.name().value())
        .containsExactly("development", "development/joe", "staging");
  }

  @Test // D1
  void tellsWhoServesAWorkspace() {
    fixture.worker("joe@laptop", "development/*", 4, "users");
    fixture.worker("ann@desk", "development/joe", 4, "users");

    assertThat(words("development/joe")).isEqualTo("2 workers");
    assertThat(words("development")).isEqualTo("no worker");
  }

  private String words(String workspace) {
    return fixture
        .reads
        .workspaces()
        .find(Sight.EVERYTHING, workspace)
        .orElseThrow()
        .workers()
        .words();
  }

  @Test // W6
  void aModuleIsDeclaredByTheNearestWorkspaceAndNewestThere() {
    fixture.declare(null, "v0", manifest("v0", "welcome"));
    fixture.declare("production", "v1", manifest("v1", "welcome"));
    fixture.declare("production", "v2", manifest("v2", "welcome", "late"));
    fixture.declare("development", "v3", manifest("v3", "welcome"));

    ModuleView joe = module("development/joe");
    assertThat(joe.codeVersion()).isEqualTo("v3");
    assertThat(joe.declaredInWords()).isEqualTo("declared in development; no worker here yet");
    assertThat(module("staging").codeVersion()).isEqualTo("v2");
    assertThat(module("staging").targets()).hasSize(3);
    assertThat(module("island").codeVersion()).isEqualTo("v0");
    assertThat(module("island").declaredIn()).isNull();
    assertThat(joe.targets().getFirst().isWorkflow()).isTrue();
    assertThat(joe.targets().getLast().optionsInWords()).containsExactly("memo: userId");
  }

  @Test // W4, W6
  void lastRunsAndArgumentsAreVisibleOnesOnly() {
    fixture.declare("production", "v1", manifest("v1", "welcome"));
    ExecutionFixture shown = fixture.run("production", "welcome", "[\"u1\"]", null).value("1");
    ExecutionFixture hidden = fixture.run("staging", "welcome", "[\"u2\"]", null).value("1");

    TargetView target =
        fixture
            .reads
            .modules()
            .findTarget(fixture.from("development"), "users", "welcome")
            .orElseThrow();

    assertThat(target.lastRuns()).extracting(TargetView.LastRun::run).containsExactly(shown.run());
    assertThat(
            fixture
                .reads
                .modules()
                .findLastArguments(fixture.from("development"), "users", "welcome")
                .orElseThrow()
                .arguments())
        .hasToString("[\"u1\"]");
    assertThat(fixture.reads.modules().findArguments(fixture.from("development"), hidden.run()))
        .isEmpty();
  }

  private ModuleView module(String workspace) {
    return fixture.reads.modules().list(fixture.from(workspace)).getFirst();
  }

  private static Manifest manifest(String version, String... workflows) {
    List<Manifest.Target> targets = new java.util.ArrayList<>();
    targets.add(
        new Manifest.Target(
            "fetchUser",
            TargetKind.TASK,
            "",
            List.of(new Manifest.Parameter("userId", Json.of("{\"type\":\"string\"}"), true, null)),
            TargetOptions.memo(new MemoOption.Parameters(List.of("userId")))));
    for (String workflow : workflows) {
      targets.add(
          new Manifest.Target(workflow, TargetKind.WORKFLOW, "", List.of(), TargetOptions.NONE));
    }
    return new Manifest("users", version, targets);
  }

  @Test // F2, scenario 10
  void aStepMayBeReRunWhereItsOriginIsInTheChain() {
    ExecutionFixture run = fixture.run("development", "welcome");
    run.value("1");

    RerunChoice choice =
        fixture
            .reads
            .rerunPlaces()
            .list(fixture.from("development/joe"), run.step(), RerunPlaces.Permit.EVERYTHING);

    assertThat(choice.places())
        .extracting(place -> place.name() + " " + place.isAllowed())
        .containsExactly(
            "development/joe true",
            "development true",
            "island false",
            "production false",
            "staging false");
    assertThat(choice.places().getLast().refusal())
        .isEqualTo("does not descend from development, where this step was called");
    assertThat(choice.places().get(1).origin()).isTrue();
    assertThat(choice.places().get(1).descendants()).isEqualTo(1);
    assertThat(choice.offer().preselected().orElseThrow().name()).hasToString("development/joe");
    assertThat(choice.childBase()).hasToString("development/joe");
    assertThat(choice.places().getFirst().runsOn()).isEqualTo("embedded worker");
  }

  @Test // nobody executes in production by reflex
  void nothingIsPreselectedInAWorkspaceWithoutABaseThatHasChildren() {
    ExecutionFixture run = fixture.run("production", "welcome");
    ExecutionFixture alone = fixture.run("island", "welcome");

    RerunChoice choice =
        fixture
            .reads
            .rerunPlaces()
            .list(fixture.from("production"), run.step(), RerunPlaces.Permit.EVERYTHING);

    assertThat(choice.offer().preselected()).isEmpty();
    assertThat(choice.places().getFirst().openAttempt()).isEqualTo(run.id);
    assertThat(
            fixture
                .reads
                .rerunPlaces()
                .list(fixture.from("island"), alone.step(), RerunPlaces.Permit.EVERYTHING)
                .offer()
                .preselected())
        .isPresent();
  }

  @Test // F2, F3
  void severalRunsAreReRunInOnePlaceWhereAtLeastOneMayBe() {
    ExecutionFixture ended = fixture.run("development", "welcome").value("1");
    ExecutionFixture open = fixture.run("production", "welcome");
    Viewpoint development = fixture.from("development");

    BulkRerunChoice both =
        fixture
            .reads
            .rerunPlaces()
            .listForRuns(
                development, List.of(ended.run(), open.run()), RerunPlaces.Permit.EVERYTHING);

    assertThat(both.offer().places())
        .extracting(place -> place.name() + " " + place.isAllowed())
        .containsExactly(
            "development true",
            "development/joe true",
            "production true",
            "staging true",
            "island false");
    assertThat(both.offer().places().getLast().refusal())
        .isEqualTo("none of these runs can be re-run there");
    assertThat(both.offer().childBase()).hasToString("development");
    assertThat(both.openIn(fixture.from("production").workspace().id())).isEqualTo(1);
    assertThat(both.openIn(development.workspace().id())).isZero();
    assertThat(both.offer().modules()).hasSize(1);
  }

  @Test // W4
  void ofRunsThatAreNotVisibleNothingIsOffered() {
    ExecutionFixture hidden = fixture.run("development", "welcome").value("1");
    ExecutionFixture seen = fixture.run("production", "welcome").value("1");
    Viewpoint production = fixture.from("production");

    BulkRerunChoice choice =
        fixture
            .reads
            .rerunPlaces()
            .listForRuns(
                production, List.of(hidden.run(), seen.run()), RerunPlaces.Permit.EVERYTHING);

    assertThat(choice.offer().places().getFirst().isAllowed()).isTrue();
    assertThatThrownBy(() ->
            fixture
                .reads
                .rerunPlaces()
                .listForRuns(production, List.of(hidden.run()), RerunPlaces.Permit.EVERYTHING))
        .isInstanceOf(Rejection.class)
        .hasMessage("production sees none of these runs as a whole.");
  }

  @Test // F3, W4: an attempt open in a child is not told to its base
  void openAttemptsElsewhereAreNotTold() {
    ExecutionFixture run = fixture.run("production", "welcome").value("1");
    run.rerun("development");

    RerunChoice fromBase =
        fixture
            .reads
            .rerunPlaces()
            .list(fixture.from("production"), run.step(), RerunPlaces.Permit.EVERYTHING);

    assertThat(fromBase.places()).allMatch(place -> place.openAttempt() == null);
  }

  @Test // W4
  void logsAreFilteredPagedAndOfVisibleExecutionsOnly() {
    ExecutionFixture run = fixture.run("production", "welcome");
    ExecutionFixture step = run.call("fetchUser");
    run.log("info", "starting", "{}");
    step.log("warn", "user {name} is {age} years old", "{\"name\":\"Ann\",\"age\":7,\"x\":[1]}");
    step.log("stdout", "plain {text}", "{}");
    run.rerun("development").log("error", "secret", "{}");
    Viewpoint production = fixture.from("production");
    LogPages logs = fixture.reads.logs();

    List<LogLine> all = logs.page(production, run.run(), LogFilter.ALL, 0, 10);
    assertThat(all)
        .extracting(LogLine::message)
        .containsExactly("starting", "user Ann is 7 years old [1]", "plain {text}");
    assertThat(all.get(1).parts())
        .contains(new LogLine.Part("Ann", "name"), new LogLine.Part("7", "age"));
    assertThat(logs.page(production, run.run(), LogFilter.ALL, 1, 1)).containsExactly(all.get(1));
    assertThat(logs.listAfter(production, run.run(), LogFilter.ALL, all.getFirst().id(), 1))
        .isEqualTo(new LogPages.Slice(List.of(all.get(1)), all.get(1).id(), true));
    assertThat(
            logs.page(
                production,
                run.run(),
                LogFilter.ALL.withLevels(java.util.Set.of(LogLine.Level.STDOUT)),
                0,
                10))
        .containsExactly(all.get(2));
    assertThat(logs.count(production, run.run(), LogFilter.ALL.withText("ANN"))).isEqualTo(1);
    assertThat(logs.count(production, run.run(), LogFilter.of(step.id))).isEqualTo(2);
    assertThat(logs.count(production, run.run(), LogFilter.ALL.withStep(1))).isEqualTo(1);
    assertThat(logs.count(fixture.from("development"), run.run(), LogFilter.ALL)).isEqualTo(4);
  }
}
