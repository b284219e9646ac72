package dev.pinwheel.query.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.step.Lookup.Considered;
import dev.pinwheel.query.step.Lookup.Reason;
import dev.pinwheel.query.step.Lookup.Verdict;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What explanations say in each of scenarios 11 to 20. */
@EachDatabase
class ExplanationScenarios11To20Test extends ExplanationFixture {

  @Test
  void scenario11_theFailedAttemptIsNamedAndNotReused(EngineFixture pinwheel) {
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
  void scenario12_aRunningOneIsJoinedAndAStuckOnePassedOver(EngineFixture pinwheel) {
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
  void scenario12_whatTheDecisionSawStaysWhatItSaw(EngineFixture pinwheel) {
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
  void scenario13_theRunsDefaultAndAnExplicitOffAreNamed(EngineFixture pinwheel) {
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
  void scenario14_anotherRunIsNoCandidateButTheCacheAnswers(EngineFixture pinwheel) {
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
  void scenario15_equalValuesDoNotDifferAndLargeIntegersDo(EngineFixture pinwheel) {
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
  void scenario16_anExplanationKeepsTheChainThatTheLookupSaw(EngineFixture pinwheel) {
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
  void scenario17_theCycleIsTheFailureAndItsStepIsExplained(EngineFixture pinwheel) {
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
  void scenario18_anArchivedBaseIsStillTheReason(EngineFixture pinwheel) {
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
  void scenario19_theRerunCallerJoinsWhatItsFirstAttemptMade(EngineFixture pinwheel) {
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
  void scenario20_theOpenStepsNewAttemptWasForced(EngineFixture pinwheel) {
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
}
