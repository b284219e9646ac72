package dev.pinwheel.query.timeline;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timelines of what the engine recorded, with the starts of waits. */
@EachDatabase
class TimelinesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("fetchUser", "userId").memo(),
        task("sendEmail", "userId"),
        task("fetchPlan", "plan").cached(),
        task("flaky", "userId").retries(1, Duration.ofSeconds(20)));
  }

  @Test // E2
  void waitsBeginWhereTheyBeganAndEndWithTheOutcome(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    pinwheel.advance(SECOND.multipliedBy(2));
    Scripted.Calling email = welcome.calls("sendEmail", "u1");
    email.running();
    pinwheel.advance(SECOND);
    welcome.resolves(email.id());
    pinwheel.advance(SECOND.multipliedBy(4));
    email.returning("sent");
    pinwheel.advance(SECOND);
    welcome.returns(null);

    Timeline timeline = load(pinwheel, "production", welcome.run());

    assertThat(times(timeline, 0)).isEqualTo("executing 3, waiting 4, executing 1");
    assertThat(times(timeline, 1)).isEqualTo("executing 5");
    assertThat(timeline.waitsRecorded()).isTrue();
    assertThat(Duration.between(timeline.start(), timeline.end())).isEqualTo(Duration.ofSeconds(8));
    assertThat(timeline.rows()).allMatch(row -> row instanceof Timeline.Step s && s.isCritical());
    assertThat(timeline.advice())
        .isEqualTo(
            "sendEmail userId u1 executed for 5 s of 8 s: it dominates the run: speed it up"
                + " first.");
  }

  @Test
  void handleThatCameInArgumentsIsWaitedForFromTheFirstWaitOn(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.calls("fetchUser", "u1");
    user.running();
    Scripted email =
        welcome.calls("sendEmail", Json.of("{\"$execution\":\"" + user.id() + "\"}")).running();
    pinwheel.advance(SECOND.multipliedBy(3));
    email.resolves(user.id());
    pinwheel.advance(SECOND.multipliedBy(2));
    email.resolves(user.id());
    pinwheel.advance(SECOND);
    user.returning("Ann");
    email.returns("sent");
    welcome.returns(null);

    Timeline timeline = load(pinwheel, "production", welcome.run());

    assertThat(times(timeline, 2)).isEqualTo("executing 3, waiting 3");
  }

  @Test
  void retriesAreBarsOfOneRow(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling flaky = welcome.calls("flaky", "u1");
    flaky.running();
    welcome.resolves(flaky.id());
    pinwheel.advance(SECOND);
    flaky.execution().fails("Try again");
    pinwheel.advance(Duration.ofSeconds(20));
    flaky.execution().successor().running().returns("done");
    welcome.returns(null);

    Timeline timeline = load(pinwheel, "production", welcome.run());

    Timeline.Step row = (Timeline.Step) timeline.rows().get(1);
    assertThat(row.bars()).hasSize(2);
    assertThat(words(row.bars().getLast().segments())).isEqualTo("scheduled 20");
    assertThat(timeline.gaps()).hasSize(1);
    assertThat(row.bars()).allMatch(bar -> !bar.critical().isEmpty());
  }

  @Test // M6, W4
  void reusedCallsAreLeavesWithTheTimeOfTheirExecution(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns(null);
    pinwheel.advance(Duration.ofHours(1));
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    again.awaits("fetchUser", "u1");
    again.returns(null);

    Timeline timeline = load(pinwheel, "development", welcome.run());

    Timeline.Reuse leaf = (Timeline.Reuse) timeline.rows().get(1);
    assertThat(leaf.reused()).isTrue();
    assertThat(leaf.from()).hasToString("production");
    assertThat(leaf.endedAt()).isBefore(timeline.start());
    assertThat(load(pinwheel, "production", welcome.run()).rows())
        .as("the base does not see the re-run")
        .hasSize(2)
        .allMatch(Timeline.Step.class::isInstance);
  }

  @Test // W1, W4
  void anAttemptThatABaseChangePutOutOfSightIsNotReplacedByAnother(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1");
    user.returning("Ann");
    welcome.returns(null);
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    again.awaits("fetchUser", "u1");
    again.returns(null);
    pinwheel.rerun("development", user.id().step()).running().returns("Bob");
    Timeline.Reuse before = reuse(load(pinwheel, "development", welcome.run()));
    assertThat(before.execution()).isEqualTo(user.id());
    assertThat(before.usedNotVisible()).isFalse();

    pinwheel.changeBase("development", null);

    Timeline.Reuse after = reuse(load(pinwheel, "development", welcome.run()));
    assertThat(after.usedNotVisible()).isTrue();
    assertThat(after.endedAt()).as("of the attempt that was not used").isNull();
  }

  private static Timeline.Reuse reuse(Timeline timeline) {
    return timeline.rows().stream()
        .filter(Timeline.Reuse.class::isInstance)
        .map(Timeline.Reuse.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStepThatTheCacheAnsweredNamesTheOneThatExecuted(EngineFixture pinwheel) {
    Scripted first = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling plan = first.awaits("fetchPlan", "pro");
    plan.returning("Professional");
    first.returns(null);
    Scripted second = pinwheel.submit("production", "welcome", "u2").running();
    second.awaits("fetchPlan", "pro");
    second.returns(null);

    assertThat(cached(load(pinwheel, "production", first.run()))).isNull();
    assertThat(cached(load(pinwheel, "production", second.run())))
        .isEqualTo("cached from " + plan.id().step());
  }

  private static @Nullable String cached(Timeline timeline) {
    return ((Timeline.Step) timeline.rows().get(1)).cached();
  }

  @Test
  void workNotRepeatedIsWhatWasExecutedEachExecutionOnce(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.calls("fetchUser", "u1");
    Scripted fetching = user.running();
    Scripted.Calling email = fetching.calls("sendEmail", "u1");
    email.running();
    fetching.resolves(email.id());
    pinwheel.advance(SECOND.multipliedBy(10));
    email.returning("sent");
    pinwheel.advance(SECOND.multipliedBy(2));
    fetching.returns("Ann");
    welcome.returns(null);
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    again.awaits("fetchUser", "u1");
    again.awaits("fetchUser", "u1");
    again.returns(null);

    assertThat(
            pinwheel
                .reads()
                .trees()
                .load(from(pinwheel, "production"), welcome.run())
                .header()
                .reuse()
                .workNotRepeated())
        .as("10 s of sendEmail and 2 s of fetchUser, which waited for it")
        .isEqualTo(Duration.ofSeconds(12));
  }

  private static Viewpoint from(EngineFixture pinwheel, String workspace) {
    return pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
  }

  private static Timeline load(EngineFixture pinwheel, String workspace, RunId run) {
    return pinwheel.reads().timelines().load(from(pinwheel, workspace), run, PinnedAttempts.NONE);
  }

  private static String times(Timeline timeline, int row) {
    return words(((Timeline.Step) timeline.rows().get(row)).bars().getLast().segments());
  }

  private static String words(List<Segment> segments) {
    return segments.stream()
        .map(one -> one.kind().word() + " " + one.duration().toSeconds())
        .collect(Collectors.joining(", "));
  }
}
