package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.jooq.tables.records.RerunRecord;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scenarios about re-running in one workspace: 5, 6, 11, 19 and 20; rules F1 to F10. */
@EachDatabase
class RerunScenariosTest {

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        workflow("report", "userId"),
        task("fetchUser", "userId").memo(),
        task("notifyOnce", "userId").memo(),
        task("fetchPlan", "userId").cached(),
        task("loadPage", "userId"),
        task("sendEmail", "userId"),
        task("sendNotification", "userId"));
  }

  /** F4, F8. */
  @Test
  void scenario05_aRerunOfTheRunDoesNotRepeatWhatIsMemoized(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling once = welcome.awaits("notifyOnce", "u1").returning("sent");
    Scripted.Calling plain = welcome.awaits("sendEmail", "u1").returning("sent");
    welcome.returns(null);

    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    Scripted.Calling onceAgain = again.awaits("notifyOnce", "u1");
    Scripted.Calling plainAgain = again.awaits("sendEmail", "u1");

    assertThat(again.id()).isEqualTo(new ExecutionId(welcome.step(), 2));
    assertThat(onceAgain.id()).isEqualTo(once.id());
    assertThat(onceAgain.value()).isEqualTo(Json.of("\"sent\""));
    assertThat(plainAgain.reused()).isFalse();
    assertThat(plainAgain.id().step()).as("a new step").isNotEqualTo(plain.id().step());
    plainAgain.returning("sent");
    var facts = pinwheel.facts();
    assertThat(facts.executionsOf(welcome.run(), "notifyOnce")).hasSize(1);
    assertThat(facts.executionsOf(welcome.run(), "sendEmail")).hasSize(2);
  }

  /** F1, F5, F7. */
  @Test
  void scenario06_aMemoizedStepThatIsRerunExecutesAndItsCallerFindsItWhenRerun(
      EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted.Calling user = email.awaits("fetchUser", "u1").returning("Ann");
    email.returns("to Ann");
    welcome.returns(null);

    Scripted forced = pinwheel.rerun("production", user.id().step()).running();
    forced.returns("Anna");

    assertThat(forced.id()).isEqualTo(new ExecutionId(user.id().step(), 2));
    assertThat(pinwheel.facts().executionsOf(email.step()))
        .as("callers are not re-run (F7)")
        .hasSize(1);
    assertThat(pinwheel.facts().executionsOf(welcome.step())).hasSize(1);

    Scripted emailAgain = pinwheel.rerun("production", email.step()).running();
    Scripted.Calling userAgain = emailAgain.awaits("fetchUser", "u1");

    assertThat(userAgain.reused()).isTrue();
    assertThat(userAgain.id()).isEqualTo(forced.id());
    assertThat(userAgain.value()).isEqualTo(Json.of("\"Anna\""));
  }

  /** F1: the same arguments, whatever the memo and cache settings (C3). */
  @Test
  void aRerunExecutesWithTheSameArgumentsAlthoughTheResultIsCached(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling plan = welcome.awaits("fetchPlan", "u1").returning("gold");

    Scripted forced = pinwheel.rerun("production", plan.id().step()).running();

    assertThat(pinwheel.orderOf(forced.id()).arguments()).containsExactly(Json.of("\"u1\""));
    assertThat(pinwheel.orderOf(forced.id()).target()).isEqualTo("fetchPlan");
    forced.returns("platinum");
    assertThat(welcome.awaits("fetchPlan", "u1").value())
        .as("later lookups find what a re-run produced (C3)")
        .isEqualTo(Json.of("\"platinum\""));
  }

  /** F6, M9, T1. */
  @Test
  void scenario11_afterAFailedNewestAttemptTheEarlierValueIsReused(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted forced = pinwheel.rerun("production", user.id().step()).running();

    Scripted.Calling whileOpen = welcome.awaits("fetchUser", "u1");
    assertThat(whileOpen.id()).as("lookups join it while it is open").isEqualTo(forced.id());
    forced.fails("no connection");
    assertThat(whileOpen.outcome().kind()).isEqualTo(ResultKind.FAILED);

    Scripted.Calling afterwards = welcome.awaits("fetchUser", "u1");
    assertThat(afterwards.reused()).isTrue();
    assertThat(afterwards.id()).isEqualTo(user.id());
    assertThat(afterwards.value()).isEqualTo(Json.of("\"Ann\""));

    Scripted.Calling neverSucceeded = welcome.awaits("fetchUser", "u2").failing("no such user");
    Scripted.Calling next = welcome.awaits("fetchUser", "u2");
    assertThat(next.reused()).isFalse();
    assertThat(next.id()).isNotEqualTo(neverSucceeded.id());
    assertThat(next.running().isAssigned()).isTrue();
  }

  /** F3. */
  @Test
  void scenario19_whatSomebodyElseJoinedGoesOnWhenItsMakerIsRerun(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted a = welcome.calls("sendEmail", "u1").running();
    Scripted b = welcome.calls("sendNotification", "u1").running();
    Scripted.Calling made = a.awaits("fetchUser", "u1");
    Scripted s = made.running();
    Scripted.Calling joined = b.awaits("fetchUser", "u1");

    Scripted aAgain = pinwheel.rerun("production", a.step()).running();

    assertThat(a.result()).isEqualTo(ResultKind.SUPERSEDED);
    assertThat(s.result()).as("S is open").isNull();
    Scripted.Calling rejoined = aAgain.awaits("fetchUser", "u1");
    assertThat(rejoined.reused()).isTrue();
    assertThat(rejoined.id()).isEqualTo(s.id());
    s.returns("Ann");
    assertThat(joined.value()).isEqualTo(Json.of("\"Ann\""));
    assertThat(rejoined.value()).isEqualTo(Json.of("\"Ann\""));
  }

  /** F3, E2. */
  @Test
  void scenario20_whoWaitsForAnOpenStepGetsTheOutcomeOfItsRerun(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling waiting = welcome.awaits("sendEmail", "u1");
    Scripted email = waiting.running();

    Scripted forced = pinwheel.rerun("production", email.step()).running();

    assertThat(email.result()).isEqualTo(ResultKind.SUPERSEDED);
    assertThat(email.successor()).isEqualTo(forced);
    assertThat(email.returns("too late")).isFalse();
    forced.returns("sent");
    assertThat(waiting.value()).isEqualTo(Json.of("\"sent\""));
    assertThat(waiting.outcome().execution()).isEqualTo(forced.id());
  }

  /** F3, E4: what the superseded execution made without a key is cancelled. */
  @Test
  void whatASupersededExecutionMadeWithoutKeyIsCancelled(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted page = email.calls("loadPage", "u1").running();
    Scripted inner = page.calls("loadPage", "u2").running();

    pinwheel.rerun("production", email.step()).running();

    assertThat(page.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(inner.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(welcome.result()).isNull();
  }

  /** F8. */
  @Test
  void whoWhenWhereAndWhyAreRecorded(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    welcome.returns(null);

    ExecutionId forced =
        pinwheel.execute(
            new Command.RerunStep(
                "production",
                welcome.step(),
                false,
                Set.of(),
                null,
                "the address was wrong",
                new Actor("ann")));

    var facts = pinwheel.facts();
    RerunRecord rerun = facts.rerunOf(forced);
    assertThat(rerun.getRequestedBy()).isEqualTo("ann");
    assertThat(rerun.getReason()).isEqualTo("the address was wrong");
    assertThat(facts.workspaceOf(facts.execution(forced))).isEqualTo("production");
    assertThat(facts.execution(forced).getCreatedAt()).isEqualTo(pinwheel.clock().instant());
  }

  /** F9. */
  @Test
  void earlierSuccessesAreReusedWithoutAMemoKey(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1").returning("sent");
    Scripted.Calling failed = welcome.awaits("sendNotification", "u1").failing("no phone");
    Scripted.Calling report = welcome.awaits("report", "u1");
    report.execution().successor().running().returns("report");
    welcome.fails("no phone");

    Scripted again = pinwheel.rerunReusing("production", welcome.step()).running();
    Scripted.Calling emailAgain = again.awaits("sendEmail", "u1");
    Scripted.Calling otherEmail = again.awaits("sendEmail", "u2");
    Scripted.Calling notification = again.awaits("sendNotification", "u1");
    Scripted.Calling reportAgain = again.awaits("report", "u1");

    assertThat(emailAgain.reused()).isTrue();
    assertThat(emailAgain.id()).isEqualTo(email.id());
    assertThat(otherEmail.reused()).isFalse();
    assertThat(notification.reused()).as("it had failed").isFalse();
    assertThat(notification.id()).isNotEqualTo(failed.id());
    assertThat(reportAgain.value()).isEqualTo(Json.of("\"report\""));

    Scripted plain = pinwheel.rerun("production", welcome.step()).running();
    assertThat(plain.calls("sendEmail", "u1").reused()).as("for one re-run").isFalse();
  }

  /** F9 and F10 hold for everything the re-run makes, and for its retries. */
  @Test
  void reuseHoldsForEverythingTheRerunMakes(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("enrol", "userId").retries(1),
        task("sendEmail", "userId"),
        task("loadPage", "userId"));
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling page = welcome.awaits("loadPage", "u1").returning("page");
    Scripted.Calling email = welcome.awaits("sendEmail", "u1").returning("sent");
    welcome.returns(null);

    Scripted again =
        pinwheel.rerunReusing("production", welcome.step(), email.id().step()).running();
    Scripted enrol = again.calls("enrol", "u1").running();
    assertThat(enrol.calls("loadPage", "u1").id()).isEqualTo(page.id());
    Scripted.Calling forced = enrol.calls("sendEmail", "u1");
    enrol.fails("once");
    Scripted retry = enrol.successor().running();

    assertThat(forced.reused()).isFalse();
    assertThat(forced.id()).isEqualTo(new ExecutionId(email.id().step(), 2));
    assertThat(retry.calls("loadPage", "u1").id()).isEqualTo(page.id());
    assertThat(retry.calls("sendEmail", "u1").id())
        .as("once in this re-run")
        .isEqualTo(forced.id());
  }

  /** F10. */
  @Test
  void aListedStepExecutesOnceInTheRerun(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling other = welcome.awaits("fetchUser", "u2").returning("Bob");
    welcome.returns(null);

    Scripted again =
        pinwheel.scripted(
            pinwheel.execute(
                new Command.RerunStep(
                    "production",
                    welcome.step(),
                    false,
                    Set.of(user.id().step()),
                    null,
                    null,
                    Actor.LOCAL)));
    again.running();
    Scripted.Calling forced = again.awaits("fetchUser", "u1").returning("Anna");
    Scripted.Calling second = again.awaits("fetchUser", "u1");

    assertThat(forced.reused()).isFalse();
    assertThat(forced.id()).isEqualTo(new ExecutionId(user.id().step(), 2));
    assertThat(second.reused()).isTrue();
    assertThat(second.id()).isEqualTo(forced.id());
    assertThat(again.calls("fetchUser", "u2").id()).isEqualTo(other.id());
  }

  /** F10: the ids of many steps fit. */
  @Test
  void moreThanAThousandStepsCanBeForced(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    StepId[] steps = new StepId[1500];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = welcome.calls("loadPage", "u" + i).id().step();
    }

    Scripted again = pinwheel.rerunReusing("production", welcome.step(), steps);

    assertThat(pinwheel.facts().rerunOf(again.id()).getAlsoForce().split(" ")).hasSize(1500);
  }

  /** F10. */
  @Test
  void tooManyStepsToForceAreRefused(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    StepId[] steps = new StepId[20_001];
    Arrays.setAll(steps, i -> new StepId(welcome.run(), i + 1));

    assertThat(
            Rejections.assertRejected(
                Rejection.Kind.INVALID_ARGUMENT,
                () -> pinwheel.rerunReusing("production", welcome.step(), steps)))
        .hasMessageContaining("at most 20000 steps")
        .hasMessageContaining("found 20001");
  }

  /** M2: the override of a re-run is stronger than everything else. */
  @Test
  void theMemoOverrideOfARerunBeatsTheTask(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns(null);

    Scripted again =
        pinwheel
            .scripted(
                pinwheel.execute(
                    new Command.RerunStep(
                        "production",
                        welcome.step(),
                        false,
                        Set.of(),
                        new MemoOption.Off(),
                        null,
                        Actor.LOCAL)))
            .running();

    assertThat(again.calls("fetchUser", "u1").reused()).isFalse();
    Scripted plain = pinwheel.rerun("production", welcome.step()).running();
    assertThat(plain.calls("fetchUser", "u1").id())
        .as("the override holds for one re-run")
        .isEqualTo(user.id());
  }

  /** F1, F2: what does not exist cannot be re-run. */
  @Test
  void aStepThatDoesNotExistIsNotFound(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();

    Rejections.assertNotFound(() -> pinwheel.rerun("production", new StepId(welcome.run(), 99)));
    Rejections.assertNotFound(() -> pinwheel.rerun("nowhere", welcome.step()));
  }
}
