package dev.pinwheel.query.run;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the palette finds in runs: ids, arguments, errors; and what it must not (W4). */
@EachDatabase
class RunFinderTest {

  private static final int LIMIT = 6;

  private EngineFixture pinwheel;

  @BeforeEach
  void workspaces(EngineFixture started) {
    pinwheel = started;
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.workspace("staging", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"), task("fetchUser", "userId").memo(), task("send", "userId"));
  }

  private Viewpoint from(String workspace) {
    return pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
  }

  private FoundRuns find(String workspace, String text) {
    return pinwheel.reads().finder().find(from(workspace), text, LIMIT, () -> false);
  }

  private static List<RunId> runs(List<RunRow> rows) {
    return rows.stream().map(RunRow::run).toList();
  }

  private Scripted submit(String workspace, String userId) {
    Scripted run = pinwheel.submit(workspace, "welcome", userId).running();
    return run;
  }

  @Test
  void aRunIsFoundByItsIdAndByTheBeginningOfIt() {
    RunId one = submit("production", "u1").run();
    submit("production", "u2");

    assertThat(runs(find("production", one.toString()).byId())).containsExactly(one);
    assertThat(runs(find("production", one.toString().toLowerCase()).byId())).containsExactly(one);
    assertThat(runs(find("production", one.toString().substring(0, 4)).byId())).contains(one);
    assertThat(find("production", "RZZZZ").byId()).isEmpty();
  }

  @Test
  void argumentsAreFoundAsTheyAreShownTheLatestRunFirst() {
    RunId one = submit("production", "Ada \"L\"").run();
    pinwheel.tick();
    RunId two = submit("production", "ada 2").run();
    submit("production", "bob");

    assertThat(runs(find("production", "ADA").byArguments())).containsExactly(two, one);
    assertThat(runs(find("production", "userId ada 2").byArguments())).containsExactly(two);
    assertThat(runs(find("production", "Ada \"L").byArguments())).containsExactly(one);
    assertThat(find("production", "\"").byArguments()).isEmpty();
    assertThat(find("production", "a%a").byArguments()).isEmpty();
    assertThat(find("production", "ada").older()).isFalse();
  }

  @Test
  void theErrorOfARunIsFoundAndNotItsFrames() {
    Scripted run = submit("production", "u1");
    run.fails("No user \"u999\"\nsecond line");
    RunId failed = run.run();

    assertThat(runs(find("production", "no user \"U9").byError())).containsExactly(failed);
    assertThat(find("production", "frames").byError()).isEmpty();
    assertThat(find("production", "no user").byArguments()).isEmpty();
  }

  @Test // W5
  void theErrorOfAnAttemptThatIsNotCurrentIsNotFound() {
    Scripted run = submit("production", "u1");
    run.fails("out of paper");
    Scripted again = pinwheel.rerun("development", run.step()).running();
    again.returns("done");

    assertThat(runs(find("production", "out of paper").byError())).containsExactly(run.run());
    assertThat(find("development", "out of paper").byError()).isEmpty();
  }

  @Test // W4
  void nothingOfAChildOrASiblingIsFound() {
    Scripted run = submit("production", "u1");
    run.returns("done");
    Scripted own = submit("development", "secret argument");
    own.fails("secret error");
    Scripted again = pinwheel.rerun("development", run.step()).running();
    Scripted.Calling user = again.awaits("fetchUser", "secret");
    user.failing("secret too");
    again.fails("secret too");

    for (String workspace : List.of("production", "staging")) {
      assertThat(find(workspace, "secret")).isEqualTo(FoundRuns.NONE);
      assertThat(find(workspace, own.run().toString())).isEqualTo(FoundRuns.NONE);
      assertThat(pinwheel.reads().finder().findSteps(from(workspace), run.run() + ":", LIMIT))
          .extracting(FoundStep::execution)
          .containsExactly(run.id());
      assertThat(pinwheel.reads().finder().findSteps(from(workspace), run.run() + ":1#2", LIMIT))
          .isEmpty();
    }
    assertThat(runs(find("development", "secret").byArguments())).containsExactly(own.run());
    assertThat(runs(find("development", "secret").byError())).containsExactly(run.run());
  }

  @Test
  void stepsAndAttemptsAreFoundByTheirNumbers() {
    Scripted run = submit("production", "u1");
    run.awaits("fetchUser", "u1").returning("Ann");
    run.returns("done");
    Scripted again = pinwheel.rerun("production", run.step()).running();
    RunFinder finder = pinwheel.reads().finder();

    List<FoundStep> current = finder.findSteps(from("production"), run.run() + ":1", LIMIT);
    assertThat(current)
        .singleElement()
        .returns(again.id(), FoundStep::execution)
        .returns(true, FoundStep::current)
        .returns(State.RUNNING, FoundStep::state)
        .returns("userId \"u1\"", FoundStep::argumentLine);
    assertThat(finder.findSteps(from("production"), run.run() + ":", LIMIT))
        .extracting(FoundStep::target)
        .containsExactly("welcome", "fetchUser");
    assertThat(finder.findSteps(from("production"), run.run() + ":1#", LIMIT))
        .extracting(FoundStep::execution)
        .containsExactly(run.id(), again.id());
    assertThat(finder.findSteps(from("production"), run.run() + ":1#1", LIMIT))
        .singleElement()
        .returns(false, FoundStep::current);
    assertThat(finder.findSteps(from("production"), run.run() + ":99", LIMIT)).isEmpty();
    assertThat(finder.findSteps(from("production"), "RZZZZ:1", LIMIT)).isEmpty();
  }

  @Test
  void olderRunsAreNotSearchedAndThatIsSaid() {
    RunId oldest = submit("production", "same").run();
    pinwheel.tick();
    submit("production", "same");
    pinwheel.tick();
    submit("production", "same");
    RunFinder finder =
        new RunFinder(pinwheel.database(), pinwheel.clock(), pinwheel.reads().runs(), 2);

    FoundRuns found = finder.find(from("production"), "same", LIMIT, () -> false);

    assertThat(runs(found.byArguments())).hasSize(2).doesNotContain(oldest);
    assertThat(found.older()).isTrue();
    assertThat(runs(finder.find(from("production"), oldest.toString(), LIMIT, () -> false).byId()))
        .as("a whole id is found, however old")
        .containsExactly(oldest);
  }

  @Test
  void aSearchThatNobodyWaitsForEndsAfterItsFirstStatement() {
    RunId run = submit("production", "u1").run();

    assertThat(pinwheel.reads().finder().find(from("production"), run.toString(), 6, () -> true))
        .isEqualTo(FoundRuns.NONE);
  }
}
