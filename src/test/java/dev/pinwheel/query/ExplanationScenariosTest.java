package dev.pinwheel.query;

import static dev.pinwheel.testing.CallSpec.call;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.engine.Command;
import dev.pinwheel.engine.WorkerLink.MemoValue;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.Lookup.Considered;
import dev.pinwheel.query.Lookup.Reason;
import dev.pinwheel.query.Lookup.Verdict;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineHarness;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Race;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What explanations say in each of scenarios 1 to 20. */
@EachDatabase
class ExplanationScenariosTest {

  private static final TargetSpec[] TARGETS = {
    workflow("welcome", "userId"),
    workflow("welcomeMemoized", "userId").memo(),
    workflow("report", "userId"),
    task("fetchUser", "userId").memo(),
    task("fetchPlan", "userId").cached(),
    task("sendEmail", "userId"),
    task("sendNotification", "userId"),
    task("audit", "userId").memoOff(),
    task("render", "user").memo(),
    task("ping", "n").memo(),
    task("pong", "n").memo(),
    task("applyConfiguration", "machineId", "config").memoBy("machineId"),
  };

  private EngineHarness engine;
  private FakeWorker worker;

  @BeforeEach
  void workspaces(EngineHarness pinwheel) {
    engine = pinwheel;
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    worker = pinwheel.embeddedWorker(TARGETS);
  }

  private Explanation explain(String workspace, ExecutionId execution) {
    ReadModels reads = engine.reads();
    return reads.explanations().get(reads.viewpoints().get(workspace), execution);
  }

  private Explanation explain(Scripted.Calling call) {
    return explain("production", call.id());
  }

  /** What the call of a caller saw that landed on this execution. */
  private Lookup reuse(String workspace, Scripted caller, Scripted.Calling call) {
    return explain(workspace, call.id()).reuses().stream()
        .filter(lookup -> lookup.caller().equals(caller.id()))
        .findFirst()
        .orElseThrow();
  }

  private static Lookup made(Explanation explanation) {
    return Objects.requireNonNull(explanation.lookup());
  }

  private static List<String> considered(Lookup lookup) {
    return lookup.candidates().stream()
        .map(candidate ->
            "%s %s in %s: %s"
                .formatted(
                    candidate.execution(),
                    candidate.outcome(),
                    candidate.workspace(),
                    candidate.reason().word()))
        .toList();
  }

  private Scripted welcome() {
    return engine.submit("production", "welcome", "u1").running();
  }

  @Test
  void scenario01_theSecondCallSaysWhatItReused(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted notification = welcome.calls("sendNotification", "u1").running();
    Scripted.Calling first = email.awaits("fetchUser", "u1").returning("Ann");
    notification.awaits("fetchUser", "u1");

    Explanation explanation = explain(first);

    assertThat(explanation.option()).isEqualTo(new MemoOption.All());
    assertThat(explanation.optionOrigin()).isEqualTo("task");
    assertThat(explanation.key()).hasSize(64);
    assertThat(explanation.arguments())
        .singleElement()
        .matches(argument -> argument.name().equals("userId") && argument.inKey());
    Lookup made = made(explanation);
    assertThat(made.verdict()).isEqualTo(Verdict.MISS);
    assertThat(made.candidates()).isEmpty();
    assertThat(made.nearestMiss()).isNull();
    assertThat(explanation.sentence())
        .startsWith("Called by sendEmail (%s).".formatted(email.id()))
        .contains("nothing with this key could be reused");
    assertThat(explanation.reuses()).hasSize(1);
    Lookup reuse = explanation.reuses().getFirst();
    assertThat(reuse.caller()).isEqualTo(notification.id());
    assertThat(reuse.verdict()).isEqualTo(Verdict.HIT);
    assertThat(reuse.optionOrigin()).isEqualTo("task");
    assertThat(considered(reuse)).containsExactly(first.id() + " value in production: taken");
    assertThat(reuse.sentence()).isEqualTo("Reused %s.".formatted(first.id()));
  }

  @Test
  void scenario02_ofSimultaneousCallsOneMissedAndTheOthersJoined(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    List<Scripted> callers =
        IntStream.range(0, 4).mapToObj(i -> welcome.calls("sendEmail", "u" + i).running()).toList();
    List<Scripted.Calling> calls = Race.ofAll(callers, caller -> caller.calls("fetchUser", "u1"));

    Explanation explanation = explain(calls.getFirst());

    assertThat(made(explanation).verdict()).isEqualTo(Verdict.MISS);
    assertThat(explanation.reuses())
        .hasSize(3)
        .allSatisfy(reuse -> {
          assertThat(reuse.verdict()).isEqualTo(Verdict.HIT);
          assertThat(considered(reuse))
              .containsExactly(calls.getFirst().id() + " open in production: taken");
          assertThat(reuse.sentence())
              .isEqualTo("Joined %s, which was still open.".formatted(calls.getFirst().id()));
        });
  }

  @Test
  void scenario03_anotherUserIsTheNearestMiss(EngineHarness pinwheel) {
    Scripted email = welcome().calls("sendEmail", "u1").running();
    Scripted.Calling first = email.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling other = email.awaits("fetchUser", "u2").returning("Bob");
    email.returns(null);
    Scripted again = pinwheel.rerun("production", email.step()).running();
    again.awaits("fetchUser", "u1");

    NearestMiss nearest = Objects.requireNonNull(made(explain(other)).nearestMiss());

    assertThat(nearest.execution()).isEqualTo(first.id());
    assertThat(nearest.differences())
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.parameter()).isEqualTo("userId");
          assertThat(difference.sentence()).isEqualTo("\"u1\" → \"u2\"");
        });
    assertThat(explain(first).reuses())
        .singleElement()
        .matches(reuse -> reuse.caller().equals(again.id()));
  }

  @Test
  void scenario04_argumentsOutsideTheKeyThatDifferAreNamed(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling first =
        welcome.awaits("applyConfiguration", "m1", Json.of("{\"version\":1}")).returning("done");
    welcome.awaits("applyConfiguration", "m1", Json.of("{\"version\":2}"));
    Scripted.Calling otherMachine =
        welcome.awaits("applyConfiguration", "m2", Json.of("{\"version\":2}"));

    Explanation explanation = explain(first);

    assertThat(explanation.option()).isEqualTo(new MemoOption.Parameters(List.of("machineId")));
    assertThat(explanation.arguments())
        .extracting(argument -> argument.name() + " " + argument.inKey())
        .containsExactly("machineId true", "config false");
    assertThat(explanation.reuses())
        .singleElement()
        .satisfies(reuse ->
            assertThat(LookupWords.outsideKey(reuse.outsideKey().getFirst()))
                .isEqualTo("config is not part of the key. It differs: $.version 1 → 2."));
    NearestMiss nearest = Objects.requireNonNull(made(explain(otherMachine)).nearestMiss());
    assertThat(nearest.execution()).isEqualTo(first.id());
    assertThat(nearest.differences())
        .as("only arguments in the key")
        .extracting(ArgumentDifference::parameter)
        .containsExactly("machineId");
  }

  @Test
  void scenario05_afterARerunOfTheRunHitsAndForcingAreTold(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling email = welcome.awaits("sendEmail", "u1").returning("sent");
    welcome.returns("done");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    Scripted.Calling userAgain = again.awaits("fetchUser", "u1");
    Scripted.Calling emailAgain = again.awaits("sendEmail", "u1").returning("sent");

    assertThat(explain("production", again.id()).sentence())
        .isEqualTo("Forced by local; memo was ignored.");
    assertThat(reuse("production", again, userAgain).verdict()).isEqualTo(Verdict.HIT);
    assertThat(userAgain.id()).isEqualTo(user.id());
    assertThat(explain(emailAgain).isMemoized()).isFalse();
    assertThat(made(explain(emailAgain)).verdict()).isEqualTo(Verdict.NOT_MEMOIZED);
    assertThat(explain(email).reuses()).isEmpty();
  }

  @Test
  void scenario06_theForcedAttemptIsTakenAndTheOlderOneNotNeeded(EngineHarness pinwheel) {
    Scripted email = welcome().calls("sendEmail", "u1").running();
    Scripted.Calling user = email.awaits("fetchUser", "u1").returning("Ann");
    email.returns(null);
    Scripted forced = pinwheel.rerun("production", user.id().step()).running();
    forced.returns("Anna");
    Scripted again = pinwheel.rerun("production", email.step()).running();
    Scripted.Calling hit = again.awaits("fetchUser", "u1");

    assertThat(explain("production", forced.id()).sentence()).contains("memo was ignored");
    assertThat(explain("production", forced.id()).lookup()).isNull();
    assertThat(considered(reuse("production", again, hit)))
        .containsExactly(
            forced.id() + " value in production: taken", user.id() + " value in production: older");
  }

  @Test
  void scenario07_aRerunInDevelopmentReusesFromProduction(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns("done");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling hit = again.awaits("fetchUser", "u1");
    Scripted.Calling miss = again.awaits("fetchUser", "u2");

    Lookup reuse = reuse("development", again, hit);

    assertThat(considered(reuse)).containsExactly(user.id() + " value in production: taken");
    assertThat(reuse.sentence()).isEqualTo("Reused %s from production.".formatted(user.id()));
    assertThat(explain(user).reuses()).as("as seen from production").isEmpty();
    NearestMiss nearest =
        Objects.requireNonNull(made(explain("development", miss.id())).nearestMiss());
    assertThat(nearest.execution()).isEqualTo(user.id());
    assertThat(nearest.workspace()).hasToString("production");
  }

  @Test
  void scenario08_whatDevelopmentDidIsInNoExplanationOfProduction(EngineHarness pinwheel) {
    pinwheel.workspace("development/joe", "development");
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Explanation before = explain(user);
    Scripted own = pinwheel.rerun("development", user.id().step()).running();
    own.returns("Anna");
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling hit = inDevelopment.awaits("fetchUser", "u1");
    Scripted inJoe = pinwheel.rerun("development/joe", welcome.step()).running();
    Scripted.Calling hitInJoe = inJoe.awaits("fetchUser", "u1");

    List<String> seen =
        List.of(
            own.id() + " value in development: taken", user.id() + " value in production: further");
    assertThat(considered(reuse("development", inDevelopment, hit))).isEqualTo(seen);
    assertThat(considered(reuse("development/joe", inJoe, hitInJoe))).isEqualTo(seen);
    assertThat(explain(user)).isEqualTo(before);
    assertThat(catchThrowableOfType(Rejection.class, () -> explain("production", own.id())).kind())
        .isEqualTo(Rejection.Kind.NOT_FOUND);

    Scripted.Calling fromProduction = welcome.awaits("fetchUser", "u1");
    assertThat(considered(reuse("production", welcome, fromProduction)))
        .containsExactly(user.id() + " value in production: taken");
  }

  @Test
  void scenario09_developmentsOwnIsNearerThanProductionsNewerOne(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted own = pinwheel.rerun("development", user.id().step()).running();
    own.returns("development's");
    Scripted newer = pinwheel.rerun("production", user.id().step()).running();
    newer.returns("production's");
    pinwheel.workspace("staging", "production");
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted inStaging = pinwheel.rerun("staging", welcome.step()).running();
    Scripted.Calling hit = inDevelopment.awaits("fetchUser", "u1");
    Scripted.Calling hitInStaging = inStaging.awaits("fetchUser", "u1");

    Lookup reuse = reuse("development", inDevelopment, hit);
    assertThat(considered(reuse))
        .containsExactly(
            own.id() + " value in development: taken",
            newer.id() + " value in production: further",
            user.id() + " value in production: further");
    assertThat(reuse.candidates().get(1).sentence())
        .isEqualTo("not needed, because development is nearer than production");
    assertThat(considered(reuse("staging", inStaging, hitInStaging)))
        .containsExactly(
            newer.id() + " value in production: taken", user.id() + " value in production: older");
  }

  @Test
  void scenario10_whatIsNotVisibleIsNotExplained(EngineHarness pinwheel) {
    pinwheel.workspace("staging", "production");
    Scripted own = pinwheel.submit("development", "welcome", "u1").running();
    Scripted.Calling user = own.awaits("fetchUser", "u1").returning("Ann");

    for (String elsewhere : List.of("production", "staging")) {
      Rejection rejection =
          catchThrowableOfType(Rejection.class, () -> explain(elsewhere, user.id()));
      assertThat(rejection.kind()).isEqualTo(Rejection.Kind.NOT_FOUND);
      assertThat(rejection).hasMessageNotContaining("development");
    }
  }

  @Test
  void scenario11_theFailedAttemptIsNamedAndNotReused(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted failed = pinwheel.rerun("production", user.id().step()).running();
    failed.fails("no connection");
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted.Calling hit = email.awaits("fetchUser", "u1");
    Scripted.Calling only = welcome.calls("fetchUser", "u2").failing("no such user");
    Scripted.Calling again = email.awaits("fetchUser", "u2");

    Lookup reuse = reuse("production", email, hit);
    assertThat(considered(reuse))
        .containsExactly(
            user.id() + " value in production: taken",
            failed.id() + " failed in production: endedWithoutValue");
    assertThat(reuse.candidates().getLast().sentence()).isEqualTo("not reused, because it failed");
    Lookup miss = made(explain(again));
    assertThat(miss.verdict()).isEqualTo(Verdict.MISS);
    assertThat(considered(miss))
        .containsExactly(only.id() + " failed in production: endedWithoutValue");
  }

  @Test
  void scenario12_aRunningOneIsJoinedAndAStuckOnePassedOver(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling running = welcome.calls("fetchUser", "u1");
    running.running();
    pinwheel.pause("production");
    Scripted.Calling queued = welcome.calls("fetchUser", "u2");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling joined = again.awaits("fetchUser", "u1");
    Scripted.Calling own = again.awaits("fetchUser", "u2");

    Lookup join = reuse("development", again, joined);
    assertThat(considered(join)).containsExactly(running.id() + " open in production: taken");
    assertThat(join.sentence())
        .isEqualTo("Joined %s in production, which was still open.".formatted(running.id()));
    Lookup miss = made(explain("development", own.id()));
    assertThat(miss.verdict()).isEqualTo(Verdict.MISS);
    assertThat(considered(miss)).containsExactly(queued.id() + " open in production: stuck");
    assertThat(miss.candidates().getFirst().sentence())
        .isEqualTo("passed over, because it was waiting in production, where nothing could run it");
  }

  @Test
  void scenario12_whatTheDecisionSawStaysWhatItSaw(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    pinwheel.pause("production");
    Scripted.Calling queued = welcome.calls("fetchUser", "u2");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling own = again.awaits("fetchUser", "u2");
    pinwheel.resume("production");
    queued.returning("Bob");

    assertThat(considered(made(explain("development", own.id()))))
        .containsExactly(queued.id() + " open in production: stuck");
  }

  @Test
  void scenario13_theRunsDefaultAndAnExplicitOffAreNamed(EngineHarness pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcomeMemoized", "u1").running();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1").returning(null);
    Scripted.Calling audit = welcome.awaits("audit", "u1").returning(null);
    Scripted.Calling report = welcome.awaits("report", "u1");
    report.execution().successor().running().returns("report");
    welcome.returns(null);
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    Scripted.Calling reportAgain = again.awaits("report", "u1");

    assertThat(explain(email).optionOrigin()).isEqualTo("run");
    assertThat(explain(email).option()).isEqualTo(new MemoOption.All());
    assertThat(explain(audit).optionOrigin()).isEqualTo("task");
    assertThat(explain(audit).option()).isEqualTo(new MemoOption.Off());
    assertThat(made(explain(audit)).verdict()).isEqualTo(Verdict.NOT_MEMOIZED);
    Lookup reuse = reuse("production", again, reportAgain);
    assertThat(considered(reuse)).containsExactly(report.id() + " value in production: taken");
    assertThat(reuse.optionOrigin()).isEqualTo("run");
  }

  @Test
  void scenario14_anotherRunIsNoCandidateButTheCacheAnswers(EngineHarness pinwheel) {
    Scripted one = welcome();
    one.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling plan = one.awaits("fetchPlan", "u1").returning("gold");
    Scripted two = welcome();
    Scripted.Calling user = two.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling cached = two.awaits("fetchPlan", "u1");

    Lookup miss = made(explain(user));
    assertThat(miss.verdict()).isEqualTo(Verdict.MISS);
    assertThat(miss.candidates()).isEmpty();
    assertThat(miss.nearestMiss()).isNull();
    assertThat(explain(cached).sentence())
        .endsWith("Then the cache answered with %s, so nothing was executed.".formatted(plan.id()));
  }

  @Test
  void scenario15_equalValuesDoNotDifferAndLargeIntegersDo(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling first =
        welcome.calls("fetchUser", Json.of("{\"a\":1,\"b\":2.0}")).returning("x");
    welcome.calls("fetchUser", Json.of("{\"b\":2,\"a\":1}"));
    Scripted.Calling large = welcome.calls("fetchUser", Json.of("9007199254740993"));
    Scripted.Calling larger = welcome.calls("fetchUser", Json.of("9007199254740992"));

    assertThat(explain(first).reuses())
        .singleElement()
        .satisfies(reuse -> assertThat(reuse.outsideKey()).isEmpty());
    NearestMiss nearest = Objects.requireNonNull(made(explain(larger)).nearestMiss());
    assertThat(nearest.execution()).isEqualTo(large.id());
    assertThat(nearest.differences().getFirst().sentence())
        .isEqualTo("9007199254740993 → 9007199254740992");
  }

  @Test
  void scenario16_anExplanationKeepsTheChainThatTheLookupSaw(EngineHarness pinwheel) {
    pinwheel.workspace("staging");
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling hit = again.awaits("fetchUser", "u1");
    pinwheel.changeBase("development", "staging");
    Scripted.Calling own = again.awaits("fetchUser", "u1");

    assertThat(hit.id()).isEqualTo(user.id());
    Lookup miss = made(explain("development", own.id()));
    assertThat(miss.candidates()).as("production is not in the chain any more").isEmpty();
    assertThat(miss.nearestMiss()).isNull();
    pinwheel.changeBase("development", "production");
    assertThat(made(explain("development", own.id())).candidates())
        .as("nor was it when the lookup was made")
        .isEmpty();
    assertThat(considered(reuse("development", again, hit)))
        .containsExactly(user.id() + " value in production: taken");
  }

  @Test
  void scenario17_theCycleIsTheFailureAndItsStepIsExplained(EngineHarness pinwheel) {
    Scripted.Calling ping = welcome().awaits("ping", 1);
    Scripted.Calling pong = ping.running().awaits("pong", 1);
    Rejection cycle = catchThrowableOfType(Rejection.class, () -> pong.running().awaits("ping", 1));

    assertThat(cycle.kind()).isEqualTo(Rejection.Kind.CYCLE);
    pong.execution().fails(cycle.getMessage());
    assertThat(made(explain(pong)).verdict()).isEqualTo(Verdict.MISS);
    assertThat(made(explain(pong)).candidates()).isEmpty();
    assertThat(explain(ping).reuses()).as("the refused call reused nothing").isEmpty();
  }

  @Test
  void scenario18_anArchivedBaseIsStillTheReason(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns("done");
    pinwheel.archive("production");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling hit = again.awaits("fetchUser", "u1");

    Lookup reuse = reuse("development", again, hit);

    assertThat(considered(reuse)).containsExactly(user.id() + " value in production: taken");
    assertThat(reuse.sentence()).isEqualTo("Reused %s from production.".formatted(user.id()));
  }

  @Test
  void scenario19_theRerunCallerJoinsWhatItsFirstAttemptMade(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted a = welcome.calls("sendEmail", "u1").running();
    Scripted b = welcome.calls("sendNotification", "u1").running();
    Scripted.Calling made = a.awaits("fetchUser", "u1");
    b.awaits("fetchUser", "u1");
    Scripted again = pinwheel.rerun("production", a.step()).running();
    again.awaits("fetchUser", "u1");

    Explanation explanation = explain(made);

    assertThat(explanation.reuses()).extracting(Lookup::caller).containsExactly(b.id(), again.id());
    assertThat(explanation.reuses())
        .flatExtracting(Lookup::candidates)
        .extracting(Considered::outcome, Considered::reason)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("open", Reason.TAKEN));
  }

  @Test
  void scenario20_theOpenStepsNewAttemptWasForced(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1");
    user.running();
    Scripted forced = pinwheel.rerun("production", user.id().step()).running();
    forced.returns("Anna");

    assertThat(explain("production", forced.id()).sentence())
        .isEqualTo("Forced by local; memo was ignored.");
    assertThat(made(explain(user)).verdict()).isEqualTo(Verdict.MISS);
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted.Calling hit = email.awaits("fetchUser", "u1");
    assertThat(considered(reuse("production", email, hit)))
        .as("what was superseded is told by what came of it")
        .containsExactly(forced.id() + " value in production: taken");
  }

  /** M3. */
  @Test
  void aHandleThatIsNewIsSaid(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling one = welcome.calls("sendEmail", "u1").returning("Ann");
    welcome.calls("render", handle(one)).returning("page");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    Scripted.Calling two = again.calls("sendEmail", "u1").returning("Ann");
    Scripted.Calling render = again.calls("render", handle(two));

    NearestMiss nearest = Objects.requireNonNull(made(explain(render)).nearestMiss());

    ArgumentDifference difference = nearest.differences().getFirst();
    assertThat(difference.sentence()).isEqualTo("%s → %s".formatted(one.id(), two.id()));
    assertThat(difference.note()).contains("sendEmail is not memoized").contains("new handle");
  }

  private static Json handle(Scripted.Calling call) {
    return Json.of("{\"$execution\":\"%s\"}".formatted(call.id()));
  }

  /** M2: the same arguments, but no key. */
  @Test
  void aCallWithMemoOffIsTheNearestMissOfAnEqualOneWithMemo(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling off = welcome.calls(call("fetchUser", "u1").memoOff()).returning("Ann");
    Scripted.Calling on = welcome.calls("fetchUser", "u1");

    assertThat(explain(off).optionOrigin()).isEqualTo("call site");
    assertThat(Objects.requireNonNull(made(explain(on)).nearestMiss()).sentence())
        .isEqualTo("%s had the same arguments, but was not memoized.".formatted(off.id()));
  }

  /** F9, F10. */
  @Test
  void whatARerunAsksForIsTheReason(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1").returning("sent");
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns("done");
    Scripted again =
        pinwheel.rerunReusing("production", welcome.step(), user.id().step()).running();
    Scripted.Calling emailAgain = again.awaits("sendEmail", "u1");
    Scripted.Calling userAgain = again.awaits("fetchUser", "u1").returning("Anna");
    Scripted.Calling once = again.awaits("fetchUser", "u1");

    Lookup success = reuse("production", again, emailAgain);
    assertThat(success.verdict()).isEqualTo(Verdict.EARLIER_SUCCESS);
    assertThat(considered(success)).containsExactly(email.id() + " value in production: taken");
    Lookup forced = made(explain(userAgain));
    assertThat(forced.verdict()).isEqualTo(Verdict.FORCED);
    assertThat(considered(forced)).containsExactly(user.id() + " value in production: forced");
    assertThat(reuse("production", again, once).verdict()).isEqualTo(Verdict.FORCED_BEFORE);
    assertThat(reuse("production", again, once).taken().orElseThrow().execution())
        .isEqualTo(userAgain.id());
  }

  /** M14: what the map was built from is what the decision saw. */
  @Test
  void aHitFromAWorkersMapSaysWhatTheMapWasBuiltFrom(EngineHarness pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns("done");
    Scripted newer = pinwheel.rerun("production", user.id().step()).running();
    newer.returns("Anna");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    MemoValue value = worker.memoized().getFirst().targets().getFirst().values().getFirst();
    Scripted own = pinwheel.rerun("development", user.id().step()).running();
    own.returns("later");
    pinwheel.execute(
        new Command.ReportUse(
            again.id(),
            List.of(new Command.Reuse(1, value.execution(), List.of(Json.of("\"u1\"")), null)),
            List.of()));

    Lookup reuse =
        explain("development", newer.id()).reuses().stream()
            .filter(lookup -> lookup.caller().equals(again.id()))
            .findFirst()
            .orElseThrow();

    assertThat(reuse.optionOrigin()).isEqualTo("task");
    assertThat(considered(reuse))
        .containsExactly(
            newer.id() + " value in production: taken", user.id() + " value in production: older");
  }
}
