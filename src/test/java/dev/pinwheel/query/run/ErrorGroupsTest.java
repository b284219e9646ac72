package dev.pinwheel.query.run;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.ErrorGroups.ErrorGroup;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failed runs by what their errors have in common. */
@EachDatabase
class ErrorGroupsTest {

  private EngineFixture pinwheel;

  @BeforeEach
  void workspaces(EngineFixture started) {
    pinwheel = started;
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(workflow("welcome", "userId"), task("fetchUser", "userId").memo());
  }

  private RunId failing(String workspace, String message) {
    Scripted run = pinwheel.submit(workspace, "welcome", "u1").running();
    run.awaits("fetchUser", "u1").failing(message);
    run.fails("welcome gave up");
    pinwheel.tick();
    return run.run();
  }

  private Viewpoint from(String workspace) {
    return pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
  }

  private ErrorGroups groups(String workspace) {
    return pinwheel.reads().runs().groupByError(from(workspace), RunFilter.ALL);
  }

  @Test
  void runsThatFailedInTheSameWayAreOneGroupWithItsMostFrequentMessage() {
    RunId one = failing("production", "No user 'u1'");
    RunId two = failing("production", "No user 'u2'");
    RunId three = failing("production", "No user 'u2'");
    RunId other = failing("production", "out of paper");
    pinwheel.submit("production", "welcome", "u1").running().returns("done");

    ErrorGroups errors = groups("production");

    assertThat(errors.runs()).isEqualTo(4);
    assertThat(errors.older()).isFalse();
    assertThat(errors.groups()).hasSize(2);
    assertThat(errors.groups().getFirst())
        .returns("fetchUser", ErrorGroup::target)
        .returns("IllegalStateException", ErrorGroup::type)
        .returns("No user 'u2'", ErrorGroup::message);
    assertThat(errors.groups().getFirst().runs()).containsExactly(three, two, one);
    assertThat(errors.groups().getLast().runs()).containsExactly(other);
  }

  @Test
  void theListIsNarrowedToAGroup() {
    failing("production", "out of paper");
    RunId one = failing("production", "No user 'u1'");
    RunId two = failing("production", "No user 'u2'");
    RunList runs = pinwheel.reads().runs();
    RunFilter filter = RunFilter.ALL.withErrorGroup(groups("production").groups().getFirst().key());

    assertThat(runs.page(from("production"), filter, 0, 10))
        .extracting(RunRow::run)
        .containsExactly(two, one);
    assertThat(runs.count(from("production"), filter)).isEqualTo(2);
    assertThat(runs.count(from("production"), RunFilter.ALL.withErrorGroup("nonsense"))).isZero();
  }

  @Test
  void runsOverTimeAreNarrowedToAGroupLikeTheList() {
    failing("production", "out of paper");
    failing("production", "No user 'u1'");
    failing("production", "No user 'u2'");
    RunFilter filter = RunFilter.ALL.withErrorGroup(groups("production").groups().getFirst().key());

    RunHistogram seen =
        pinwheel.reads().histograms().load(from("production"), filter, ZoneOffset.UTC);

    assertThat(seen.runs()).isEqualTo(2);
    assertThat(seen.failed()).isEqualTo(2);
  }

  @Test // W4
  void whatFailedInAChildIsNotGrouped() {
    failing("production", "out of paper");
    ErrorGroups before = groups("production");

    failing("development", "out of paper");
    failing("development", "secret");

    assertThat(groups("production")).isEqualTo(before);
    assertThat(groups("development").runs()).isEqualTo(3);
  }
}
