package dev.pinwheel.query.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.ReadModelFixture;
import dev.pinwheel.query.WelcomeRun;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.Staleness;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** T1 and P1. */
class StalenessTest {

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture welcome;
  private ExecutionFixture email;
  private ExecutionFixture notification;
  private ExecutionFixture user;

  @BeforeEach
  void runInProduction() {
    WelcomeRun run = WelcomeRun.in(fixture, "3", 1);
    welcome = run.welcome();
    email = run.email();
    notification = run.notification();
    user = run.user();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test // T1, scenario 6
  void aNewValueMakesCallersStaleAndTheirCallersStaleBelow() {
    ExecutionFixture again = user.rerun("production").value("\"bob\"");

    RunTree tree = tree("production");

    assertThat(staleness(tree, email)).isEqualTo(Staleness.STALE);
    assertThat(staleness(tree, notification)).isEqualTo(Staleness.STALE);
    assertThat(staleness(tree, welcome)).isEqualTo(Staleness.STALE_BELOW);
    assertThat(staleness(tree, user)).isEqualTo(Staleness.FRESH);
    assertThat(tree.header().staleness()).isEqualTo(Staleness.STALE);
    StaleCause cause = tree.header().staleCauses().getFirst();
    assertThat(cause.held()).isEqualTo(user.id);
    assertThat(cause.found()).isEqualTo(again.id);
    assertThat(cause.settled()).isTrue();
    assertThat(cause.holders())
        .extracting(StaleCause.Holder::target)
        .containsExactly("sendEmail", "sendNotification");
    assertThat(RerunOutcome.of(tree, again.id).orElseThrow().sentence())
        .isEqualTo(
            "fetchUser has a new result (attempt 2). sendEmail and sendNotification still hold"
                + " attempt 1. A re-run never runs callers.");
  }

  @Test // T1
  void aStaleStepLeadsToTheChangeBehindIt() {
    ExecutionFixture again = user.rerun("production").value("\"bob\"");

    RunTree tree = tree("production");
    StaleTrace below = StaleTrace.of(tree, welcome.step()).orElseThrow();
    StaleTrace own = StaleTrace.of(tree, notification.step()).orElseThrow();

    assertThat(below.isBelow(welcome.step())).isTrue();
    assertThat(below.holder()).isEqualTo(email.step());
    assertThat(below.found()).isEqualTo(again.id);
    assertThat(own.isBelow(notification.step())).isFalse();
    assertThat(own.sentence(welcome.run()))
        .isEqualTo("sendNotification used attempt 1 of fetchUser; a call would use attempt 2 now.");
    assertThat(StaleTrace.of(tree, user.step())).isEmpty();
    assertThat(tree.staleCallers())
        .extracting(StaleCause.Holder::step)
        .containsExactly(email.step(), notification.step());
  }

  @Test // T1
  void anEqualValueMakesNothingStale() {
    ExecutionFixture again = user.rerun("production").value("\"ann\"");

    RunTree tree = tree("production");

    assertThat(tree.header().staleness()).isEqualTo(Staleness.FRESH);
    assertThat(RerunOutcome.of(tree, again.id).orElseThrow())
        .isInstanceOf(RerunOutcome.Equal.class)
        .returns(
            "fetchUser ran again and returned the same result. Nothing is stale.",
            RerunOutcome::sentence);
  }

  @Test // T1, F6, scenario 11
  void aFailedNewestAttemptMakesNothingStale() {
    ExecutionFixture again = user.rerun("production").fail("java.lang.IllegalStateException", "no");

    RunTree tree = tree("production");

    assertThat(tree.header().staleness()).isEqualTo(Staleness.FRESH);
    MemoPin pin = pin(tree, user);
    assertThat(pin.callsUse()).isEqualTo(1);
    assertThat(PinSentence.of(pin, ZoneOffset.UTC)).endsWith("Calls use attempt 1.");
    assertThat(RerunOutcome.of(tree, again.id).orElseThrow().sentence())
        .isEqualTo(
            "Attempt 2 of fetchUser failed. Memoized calls keep using attempt 1 until an attempt"
                + " succeeds.");
  }

  @Test // T1
  void whileTheNewerOneIsOpenItMayBecomeStale() {
    ExecutionFixture again = user.rerun("production");

    RunTree tree = tree("production");

    assertThat(staleness(tree, email)).isEqualTo(Staleness.MAY_BECOME_STALE);
    assertThat(staleness(tree, welcome)).isEqualTo(Staleness.MAY_BECOME_STALE);
    assertThat(tree.header().staleness().isStale()).isFalse();
    assertThat(tree.header().staleCauses()).allMatch(cause -> !cause.settled());
    assertThat(RerunOutcome.of(tree, again.id)).isEmpty();
  }

  @Test // T1: a call without a key follows W5 of its step
  void aCallWithoutAKeyIsOutdatedByTheCurrentAttempt() {
    email.rerun("production").value("100");

    assertThat(staleness(tree("production"), welcome)).isEqualTo(Staleness.STALE);
  }

  @Test // T1, W4, scenario 8
  void aReRunInAChildMakesNothingStaleInItsBase() {
    user.rerun("development").value("\"bob\"");

    assertThat(tree("production").header().staleness()).isEqualTo(Staleness.FRESH);
    assertThat(staleness(tree("development"), email)).isEqualTo(Staleness.STALE);
  }

  @Test // T1, M5, scenario 9: the child holds on to its own
  void aNewValueInTheBaseDoesNotReachAChildWithItsOwn() {
    user.rerun("development").value("\"ann\"");
    user.rerun("production").value("\"bob\"");

    assertThat(tree("development").header().staleness()).isEqualTo(Staleness.FRESH);
    assertThat(staleness(tree("production"), email)).isEqualTo(Staleness.STALE);
  }

  @Test // T1: what was refreshed to an equal result is not stale below any more
  void aRefreshedCallerWithAnEqualResultEndsTheStaleness() {
    ExecutionFixture bob = user.rerun("production").value("\"bob\"");
    ExecutionFixture emailAgain = email.rerun("production");
    emailAgain.reuse(bob);
    emailAgain.value("1");
    ExecutionFixture notificationAgain = notification.rerun("production");
    notificationAgain.reuse(bob);
    notificationAgain.value("2");

    assertThat(tree("production").header().staleness()).isEqualTo(Staleness.FRESH);
  }

  @Test // T1, F3: who waited for a superseded attempt holds the new one
  void aSupersededAttemptForwardsToTheNewOne() {
    ExecutionFixture run = fixture.run("production", "nightly");
    ExecutionFixture load = run.callMemo("load", "k");
    ExecutionFixture again = load.rerun("production");
    load.forward(ResultKind.SUPERSEDED, again);

    assertThat(tree("production", run.run()).header().staleness()).isEqualTo(Staleness.FRESH);
    again.value("1");
    RunTree tree = tree("production", run.run());
    assertThat(tree.header().staleness()).isEqualTo(Staleness.FRESH);
    assertThat(tree.calls().getFirst().usedOther()).isFalse();
  }

  @Test // T1: through a spawned run
  void aSpawnedRunThatMovedOnMakesItsCallerStale() {
    ExecutionFixture run = fixture.run("production", "outer");
    ExecutionFixture call = run.callWorkflow("inner");
    ExecutionFixture inner = call.spawn();
    ExecutionFixture leaf = inner.callMemo("leaf", "k").value("1");
    inner.value("1");
    run.value("1");
    assertThat(tree("production", run.run()).header().staleness()).isEqualTo(Staleness.FRESH);

    leaf.rerun("production").value("2");
    RunTree below = tree("production", run.run());
    assertThat(staleness(below, call)).isEqualTo(Staleness.STALE_BELOW);
    assertThat(staleness(below, run)).isEqualTo(Staleness.STALE_BELOW);

    inner.rerun("production").value("2");
    RunTree moved = tree("production", run.run());
    assertThat(staleness(moved, call)).isEqualTo(Staleness.STALE);
    assertThat(staleness(moved, run)).isEqualTo(Staleness.STALE_BELOW);
  }

  @Test // T1: failures of one kind, type and message are equal
  void equalFailuresAreNotStale() {
    ExecutionFixture run = fixture.run("production", "nightly");
    ExecutionFixture parse = run.call("parse").fail("X", "no");
    run.fail("X", "no");
    parse.rerun("production").fail("X", "no");
    assertThat(tree("production", run.run()).header().staleness()).isEqualTo(Staleness.FRESH);

    parse.rerun("production").fail("X", "other");
    assertThat(staleness(tree("production", run.run()), run)).isEqualTo(Staleness.STALE);
  }

  @Test // P1
  void aPinIsOutlinedUntilACallReusedItAndCountsThem() {
    ExecutionFixture run = fixture.run("production", "nightly");
    ExecutionFixture load = run.callMemo("load", "k").value("1");

    MemoPin outlined = pin(tree("production", run.run()), load);
    assertThat(outlined.isFilled()).isFalse();
    assertThat(PinSentence.of(outlined, ZoneOffset.UTC))
        .isEqualTo(
            "Memoized by id. Later calls with the same argument reuse this. Not reused yet.");

    run.reuse(load, 2);
    assertThat(PinSentence.of(pin(tree("production", run.run()), load), ZoneOffset.UTC))
        .isEqualTo("Memoized. 2 calls reused it instead of executing.");
  }

  @Test // P1, W4
  void aPinCountsVisibleCallsOnlyAndSaysFromWhere() {
    ExecutionFixture again = email.rerun("development");
    again.reuse(user);

    assertThat(pin(tree("production"), user).reused()).isEqualTo(1);
    MemoPin seen = pin(tree("development"), user);
    assertThat(seen.reused()).isEqualTo(2);
    assertThat(PinSentence.of(seen, ZoneOffset.UTC))
        .isEqualTo("Memoized in production; reused here. 2 calls reused it instead of executing.");
  }

  @Test // P1, F1
  void aForcedAttemptSaysSo() {
    user.rerun("production").value("\"ann\"");

    MemoPin pin = pin(tree("production"), user);

    assertThat(requireNonNull(pin.forced()).by()).isEqualTo("local");
    assertThat(PinSentence.of(pin, ZoneOffset.UTC))
        .contains("Forced by local at 09:00; memo was ignored.");
  }

  @Test // P1: a step without a memo key has no pin
  void noPinWithoutAKey() {
    assertThat(node(tree("production"), email.step()).pin()).isNull();
  }

  private RunTree tree(String workspace) {
    return tree(workspace, welcome.run());
  }

  private RunTree tree(String workspace, RunId run) {
    return fixture.reads.trees().load(fixture.from(workspace), run);
  }

  private static Staleness staleness(RunTree tree, ExecutionFixture did) {
    return node(tree, did.step()).staleness();
  }

  private static MemoPin pin(RunTree tree, ExecutionFixture did) {
    return requireNonNull(node(tree, did.step()).pin());
  }

  private static StepNode node(RunTree tree, StepId step) {
    return tree.find(step).orElseThrow();
  }
}
