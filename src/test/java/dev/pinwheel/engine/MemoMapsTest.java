package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink.MemoValue;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.jooq.tables.records.CallRecord;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** M14: workers answer memo hits from maps that they are handed. */
@EachDatabase
class MemoMapsTest {

  private FakeWorker worker;
  private Scripted welcome;
  private Scripted fetched;

  /** A finished run whose workflow has called fetchUser and the plain sendEmail. */
  @BeforeEach
  void aFinishedRun(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    worker =
        pinwheel.embeddedWorker(
            workflow("welcome", "userId"),
            task("fetchUser", "userId").memo(),
            task("fetchPlan", "userId", "plan").memoBy("userId"),
            task("sendEmail", "userId"));
    welcome = pinwheel.submit("production", "welcome", "u1").running();
    fetched = welcome.awaits("fetchUser", "u1").returning("Ada").execution();
    welcome.awaits("fetchPlan", "u1", "gold").returning("plan");
    welcome.awaits("sendEmail", "u1").returning("sent");
    welcome.returns("done");
  }

  @Test
  void aFirstAttemptGetsNone() {
    assertThat(worker.memoized()).isEmpty();
    assertThat(worker.orders()).allSatisfy(order -> assertThat(order.memoMap()).isNull());
  }

  @Test
  void aReRunInAChildGetsWhatItsBaseHasMemoized(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    MemoValue value = memoized(again, "fetchUser", "u1").orElseThrow();

    assertThat(value.execution()).isEqualTo(fetched.id());
    assertThat(value.value()).hasToString("\"Ada\"");
    assertThat(memoized(again, "fetchPlan", "u1", "silver")).isPresent();
    assertThat(memoized(again, "fetchUser", "u2")).isEmpty();
    assertThat(memoized(again, "sendEmail", "u1")).isEmpty();
  }

  @Test
  void aReRunOfATaskThatCallsNothingGetsNone(EngineFixture pinwheel) {
    assertThat(
            pinwheel.orderOf(pinwheel.rerun("production", fetched.step()).running().id()).memoMap())
        .isNull();
  }

  /** F9 and F10 are looked up in other ways. */
  @Test
  void aReRunThatReusesEverySuccessAsksTheServer(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerunReusing("development", welcome.step()).running();

    assertThat(pinwheel.orderOf(again.id()).memoMap()).isNull();
  }

  @Test
  void aReportedHitIsAFactWithTheVersionOfItsMap(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    assertThat(reuse(pinwheel, again, 1, fetched.id(), "u1")).isEqualTo(2);

    CallRecord call = onlyCall(pinwheel, again);
    assertThat(call.getKind()).isEqualTo("reused");
    assertThat(call.getArguments()).isNull();
    assertThat(call.getMemoKey()).isNotNull();
    // When the lookup was made; the worker knows the map by a number of its own session.
    assertThat(new String(Objects.requireNonNull(call.getExplanation())))
        .containsPattern("\"map\":[1-9]\\d{3,}");
    assertThat(pinwheel.orderOf(again.id()).memoMap()).isEqualTo(1);
    assertThat(pinwheel.facts().dependenciesOf(again.id())).containsExactly(fetched.id());
  }

  @Test
  void argumentsOutsideOfTheKeyAreKeptWithTheCall(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    ExecutionId plan = memoized(again, "fetchPlan", "u1", "silver").orElseThrow().execution();

    reuse(pinwheel, again, 1, plan, "u1", "silver");

    assertThat(new String(Objects.requireNonNull(onlyCall(pinwheel, again).getArguments())))
        .isEqualTo("[\"u1\",\"silver\"]");
  }

  @Test
  void repeatedHitsAreOneRowWithACount(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    IntStream.rangeClosed(1, 5)
        .forEach(number -> reuse(pinwheel, again, number, fetched.id(), "u1"));

    assertThat(onlyCall(pinwheel, again).getTimes()).isEqualTo(5);
  }

  @Test
  void whatIsSaidAgainAfterALostConnectionIsRecordedOnce(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    reuse(pinwheel, again, 1, fetched.id(), "u1");

    assertThat(reuse(pinwheel, again, 1, fetched.id(), "u1")).isZero();
    assertThat(onlyCall(pinwheel, again).getTimes()).isEqualTo(1);
  }

  /** The order of things: the worker knows before whoever forced the step is told. */
  @Test
  void aForcedReRunIsTakenOutOfTheMapBeforeItIsAcknowledged(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    MemoValue value = memoized(again, "fetchUser", "u1").orElseThrow();

    pinwheel.rerun("production", fetched.step());

    assertThat(worker.forgotten().getLast().keys()).containsExactly(value.key());
    assertThat(memoized(again, "fetchUser", "u1")).isEmpty();
    assertThat(memoized(again, "fetchPlan", "u1", "gold")).isPresent();
  }

  /** F5: who does not see the workspace sees no difference. */
  @Test
  void aReRunInASiblingLeavesTheMapAlone(EngineFixture pinwheel) {
    pinwheel.workspace("staging", "production");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    pinwheel.rerun("staging", fetched.step());

    assertThat(memoized(again, "fetchUser", "u1")).isPresent();
  }

  /** W1. */
  @Test
  void aChangedBaseTakesTheMapAwayBeforeItIsAcknowledged(EngineFixture pinwheel) {
    pinwheel.workspace("development/joe", "development");
    Scripted again = pinwheel.rerun("development/joe", welcome.step()).running();

    pinwheel.changeBase("development", null);

    assertThat(worker.forgotten().getLast().keys()).isEmpty();
    assertThat(memoized(again, "fetchUser", "u1")).isEmpty();
  }

  @Test
  void whatWasReportedBeforeTheWorkerHeardStands(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    pinwheel.rerun("production", fetched.step());

    assertThat(reuse(pinwheel, again, 1, fetched.id(), "u1")).isEqualTo(2);
    assertThat(onlyCall(pinwheel, again).getKind()).isEqualTo("reused");
  }

  /** M14: it counts as made at the version of its map, whatever is visible since. */
  @Test
  void whatWasAnsweredBeforeABaseChangedStands(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    pinwheel.changeBase("development", null);

    assertThat(reuse(pinwheel, again, 1, fetched.id(), "u1")).isEqualTo(2);
    assertThat(again.result()).isNull();
    assertThat(new String(Objects.requireNonNull(onlyCall(pinwheel, again).getExplanation())))
        .containsPattern("\"map\":[1-9]\\d{3,}");
  }

  @Test
  void aMapThatWasTakenAwayDoesNotEndALaterOneOfTheSameCalls(EngineFixture pinwheel) {
    Scripted before = pinwheel.rerun("development", welcome.step()).running();
    Scripted email = before.calls("sendEmail", "u1").running();
    email.awaits("fetchUser", "u1");
    pinwheel.changeBase("development", "production");
    Scripted again = pinwheel.rerun("development", email.step()).running();
    assertThat(memoized(again, "fetchUser", "u1")).isPresent();

    before.returns("done");

    assertThat(memoized(again, "fetchUser", "u1")).isPresent();
  }

  /** F6: a lookup would join the open one. */
  @Test
  void aStepThatIsExecutedAgainIsInNoMap(EngineFixture pinwheel) {
    pinwheel.rerun("production", fetched.step()).running();

    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    assertThat(memoized(again, "fetchUser", "u1")).isEmpty();
    assertThat(memoized(again, "fetchPlan", "u1", "gold")).isPresent();
  }

  /** M5. */
  @Test
  void theNearestIsHandedNotTheNewest(EngineFixture pinwheel) {
    Scripted own = pinwheel.rerun("development", fetched.step()).running();
    own.returns("Joe");
    pinwheel.rerun("production", fetched.step()).running().returns("Grace");

    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    assertThat(memoized(again, "fetchUser", "u1").orElseThrow().execution()).isEqualTo(own.id());
  }

  /** W4. */
  @Test
  void aBaseIsNeverHandedAChildsValues(EngineFixture pinwheel) {
    pinwheel.rerun("development", fetched.step()).running().returns("Joe");

    Scripted again = pinwheel.rerun("production", welcome.step()).running();

    assertThat(memoized(again, "fetchUser", "u1").orElseThrow().execution())
        .isEqualTo(fetched.id());
  }

  @Test
  void whatTheReRunMakesUsesTheSameMapUntilTheLastOfThemEnds(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Long map = pinwheel.orderOf(again.id()).memoMap();
    Scripted.Calling email = again.calls("sendEmail", "u1");

    assertThat(pinwheel.orderOf(email.running().id()).memoMap()).isEqualTo(map);
    again.returns("done");
    assertThat(worker.forgotten()).isEmpty();
    email.returning("sent");

    pinwheel.changes().awaitUntil("the end of the map", () -> !worker.forgotten().isEmpty());
    assertThat(worker.forgotten())
        .containsExactly(new FakeWorker.Forgotten(Objects.requireNonNull(map), List.of()));
  }

  @Test
  void otherDeclarationsTakeMapsAway(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    pinwheel.workerFor("development", task("fetchUser", "userId").memoOff());

    assertThat(memoized(again, "fetchUser", "u1")).isEmpty();
  }

  /** W6: a session that changes no options leaves the maps of all workspaces alone. */
  @Test
  void aSessionThatDeclaresNothingNewLeavesMapsAlone(EngineFixture pinwheel) {
    pinwheel.workspace("staging", "production");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted other = pinwheel.rerun("staging", welcome.step()).running();

    pinwheel.workerFor(
        "development",
        task("fetchUser", "userId").memo(),
        task("fetchPlan", "userId", "plan").memoBy("userId"));
    pinwheel.worker(
        "staging", 1, TargetSpec.manifest("other", "v1", task("fetchUser", "userId").memoOff()));

    assertThat(memoized(again, "fetchUser", "u1")).isPresent();
    assertThat(memoized(other, "fetchUser", "u1")).isPresent();
  }

  /** W6: other options take only the maps away for which they count. */
  @Test
  void otherDeclarationsLeaveTheMapsOfOtherWorkspacesAlone(EngineFixture pinwheel) {
    pinwheel.workspace("staging", "production");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted other = pinwheel.rerun("staging", welcome.step()).running();

    pinwheel.workerFor("development", task("fetchUser", "userId").memoOff());

    assertThat(memoized(again, "fetchUser", "u1")).isEmpty();
    assertThat(memoized(other, "fetchUser", "u1")).isPresent();
  }

  /** A5: a worker that reports what cannot have happened is not to be believed. */
  @Test
  void whatIsNotMemoizedCannotHaveBeenReused(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    assertThat(reuse(pinwheel, again, 1, welcome.id(), "u1")).isZero();
    assertThat(again.result()).isEqualTo(ResultKind.FAILED);
    assertThat(pinwheel.facts().callsOf(again.id())).isEmpty();
    pinwheel.changes().awaitUntil("the stop", () -> worker.wasStopped(again.id()));
  }

  /** A5, W4. */
  @Test
  void whatIsInvisibleCannotHaveBeenReused(EngineFixture pinwheel) {
    Scripted own = pinwheel.rerun("development", fetched.step()).running();
    own.returns("Joe");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();

    assertThat(reuse(pinwheel, again, 1, own.id(), "u1")).isZero();
    assertThat(again.result()).isEqualTo(ResultKind.FAILED);
  }

  /** A5: the key is computed anew from the arguments that were reported. */
  @Test
  void otherArgumentsCannotHaveReusedIt(EngineFixture pinwheel) {
    Scripted again = pinwheel.rerun("development", welcome.step()).running();

    assertThat(reuse(pinwheel, again, 1, fetched.id(), "u2")).isZero();
    assertThat(again.result()).isEqualTo(ResultKind.FAILED);
    assertThat(pinwheel.facts().callsOf(again.id())).isEmpty();

    Scripted honest = pinwheel.rerun("development", welcome.step()).running();
    assertThat(reuse(pinwheel, honest, 1, fetched.id(), "u1")).isPositive();
    assertThat(honest.result()).isNull();
  }

  private Optional<MemoValue> memoized(Scripted caller, String target, String... arguments) {
    return worker.findMemoized(caller.id(), EngineFixture.MODULE, target, jsons(arguments));
  }

  private static int reuse(
      EngineFixture pinwheel,
      Scripted caller,
      int number,
      ExecutionId reused,
      String... arguments) {
    return pinwheel.execute(
        new WorkerCommand.ReportUse(
            caller.id(),
            List.of(new WorkerCommand.Reuse(number, reused, jsons(arguments), null)),
            List.of(reused)));
  }

  private static CallRecord onlyCall(EngineFixture pinwheel, Scripted caller) {
    List<CallRecord> calls = pinwheel.facts().callsOf(caller.id());
    assertThat(calls).hasSize(1);
    return calls.getFirst();
  }

  private static List<Json> jsons(String... arguments) {
    return List.of(arguments).stream().map(text -> Json.of("\"" + text + "\"")).toList();
  }
}
