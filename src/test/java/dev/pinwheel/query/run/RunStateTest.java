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
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** W7: the state of a run, the same in the list, on its page and in the filter. */
@EachDatabase
class RunStateTest {

  private static final Duration BACKOFF = Duration.ofMinutes(5);

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("fetchUser", "userId"),
        task("flaky", "userId").retries(3, BACKOFF));
  }

  @Test // W7
  void cancelledStepsAreCountedAsCancelledAndNeverAsFailed(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    welcome.calls("fetchUser", "u1").running();
    welcome.calls("fetchUser", "u2").running().fails("No user 'u2'");
    pinwheel.cancelRun("production", welcome.run());

    RunRow row = isSaidEverywhere(pinwheel, "production", welcome.run(), State.CANCELLED);

    assertThat(row.cancelled()).isEqualTo(2);
    assertThat(row.failed()).isEqualTo(1);
    assertThat(tree(pinwheel, "production", welcome.run()).header().progress())
        .isEqualTo(new RunHeader.Progress(3, 3, 1, 2));
  }

  @Test // W7
  void openRunIsCountedFromTheSummary(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.calls("fetchUser", "u1");
    user.running();
    welcome.calls("fetchUser", "u2").running().fails("No user 'u2'");
    pinwheel.cancel("production", user.id());

    RunRow row = isSaidEverywhere(pinwheel, "production", welcome.run(), State.RUNNING);

    assertThat(row.cancelled()).isEqualTo(1);
    assertThat(row.failed()).isEqualTo(1);
  }

  @Test // W7
  void whatASupersededAttemptLeavesIsNotCancelled(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    pinwheel.rerun("production", welcome.step()).running().returns("welcomed");

    RunRow row = isSaidEverywhere(pinwheel, "production", welcome.run(), State.DONE);

    assertThat(row.cancelled()).isZero();
    assertThat(row.failed()).isZero();
  }

  @Test // W7
  void runIsScheduledWhenEverythingThatCouldGoOnIs(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling flaky = welcome.calls("flaky", "u1");
    flaky.running().fails("Try again");
    Instant due = pinwheel.clock().instant().plus(BACKOFF);
    isSaidEverywhere(pinwheel, "production", welcome.run(), State.RUNNING);

    welcome.resolves(flaky.id());

    RunRow row = isSaidEverywhere(pinwheel, "production", welcome.run(), State.SCHEDULED);
    assertThat(row.scheduledAt()).isEqualTo(due);
    assertThat(tree(pinwheel, "production", welcome.run()).header().scheduledAt()).isEqualTo(due);
    pinwheel.pause("production");
    pinwheel.advance(BACKOFF);
    assertThat(isSaidEverywhere(pinwheel, "production", welcome.run(), State.WAITING).scheduledAt())
        .isNull();
    pinwheel.resume("production");
    flaky.execution().running();
    isSaidEverywhere(pinwheel, "production", welcome.run(), State.RUNNING);
  }

  @Test // W7
  void runWaitsWhileNothingMayStart(EngineFixture pinwheel) {
    pinwheel.pause("production");

    Scripted welcome = pinwheel.submit("production", "welcome", "u1");

    isSaidEverywhere(pinwheel, "production", welcome.run(), State.WAITING);
  }

  @Test // W7
  void runIsNotDoneWhileAnythingVisibleOfItIsOpen(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.calls("fetchUser", "u1");
    user.running();
    welcome.returns("welcomed");

    isSaidEverywhere(pinwheel, "production", welcome.run(), State.RUNNING);
    assertThat(
            pinwheel.reads().runs().getStatus(from(pinwheel, "production"), welcome.run()).status())
        .as("step 1 has its result, W5")
        .isEqualTo(State.DONE);
    user.returning("Ann");

    isSaidEverywhere(pinwheel, "production", welcome.run(), State.DONE);
  }

  @Test // W4, W7
  void baseKnowsNothingOfWhatIsOpenInAChild(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns("welcomed");

    pinwheel.rerun("development", welcome.step()).running();

    isSaidEverywhere(pinwheel, "production", welcome.run(), State.DONE);
    isSaidEverywhere(pinwheel, "development", welcome.run(), State.RUNNING);
  }

  private static Viewpoint from(EngineFixture pinwheel, String workspace) {
    return pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
  }

  private static RunTree tree(EngineFixture pinwheel, String workspace, RunId run) {
    return pinwheel.reads().trees().load(from(pinwheel, workspace), run);
  }

  /** Checks list, page and filter; each state but this one filters the run out. */
  private static RunRow isSaidEverywhere(
      EngineFixture pinwheel, String workspace, RunId run, State state) {
    Viewpoint viewpoint = from(pinwheel, workspace);
    RunRow row = pinwheel.reads().runs().find(viewpoint, run).orElseThrow();
    assertThat(row.status()).as("in the list of " + workspace).isEqualTo(state);
    assertThat(tree(pinwheel, workspace, run).header().status())
        .as("on the page from " + workspace)
        .isEqualTo(state);
    for (State other : EnumSet.complementOf(EnumSet.of(State.BLOCKED))) {
      RunFilter filter = RunFilter.ALL.withStatuses(Set.of(other));
      assertThat(pinwheel.reads().runs().count(viewpoint, filter))
          .as("filter %s in %s", other, workspace)
          .isEqualTo(other == state ? 1 : 0);
    }
    return row;
  }
}
