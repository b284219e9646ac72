package dev.pinwheel.query.step;

import static dev.pinwheel.testing.CallSpec.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink.MemoValue;
import dev.pinwheel.model.Json;
import dev.pinwheel.query.step.Lookup.Verdict;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What explanations say of handles, options of a call, re-runs and memo maps. */
@EachDatabase
class ExplanationDetailsTest extends ExplanationFixture {

  /** M3. */
  @Test
  void aHandleThatIsNewIsSaid(EngineFixture pinwheel) {
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
  void aCallWithMemoOffIsTheNearestMissOfAnEqualOneWithMemo(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling off = welcome.calls(call("fetchUser", "u1").memoOff()).returning("Ann");
    Scripted.Calling on = welcome.calls("fetchUser", "u1");

    assertThat(explain(off).optionOrigin()).isEqualTo("call site");
    assertThat(Objects.requireNonNull(made(explain(on)).nearestMiss()).sentence())
        .isEqualTo("%s had the same arguments, but was not memoized.".formatted(off.id()));
  }

  /** F9, F10. */
  @Test
  void whatARerunAsksForIsTheReason(EngineFixture pinwheel) {
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
  void aHitFromAWorkersMapSaysWhatTheMapWasBuiltFrom(EngineFixture pinwheel) {
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
        new WorkerCommand.ReportUse(
            again.id(),
            List.of(
                new WorkerCommand.Reuse(1, value.execution(), List.of(Json.of("\"u1\"")), null)),
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
