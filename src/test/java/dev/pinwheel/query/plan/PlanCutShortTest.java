package dev.pinwheel.query.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.testing.CallSpec;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import org.junit.jupiter.api.Test;

/** Plans after attempts that were cancelled or refused what they asked for. */
@EachDatabase
class PlanCutShortTest extends PlanFixture {

  @Test // E4, M9
  void theOnlyAttemptWasCancelled(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("loadTable", "monday").returning("table");
    nightly.awaits("parseRules", "rules").running();
    pinwheel.cancelRun("production", nightly.run());

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("nightly", "parseRules");
    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).containsExactly("loadTable");
    assertThat(plan.note())
        .contains("Attempt 1 of nightly was cancelled: if it gets further, it may call more.");
  }

  @Test
  void theOnlyAttemptWasCancelledBeforeItBegan(EngineFixture pinwheel) {
    pinwheel.pause("production");
    Scripted nightly = pinwheel.submit("production", "nightly");
    pinwheel.cancelRun("production", nightly.run());
    pinwheel.resume("production");

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("nightly");
    assertThat(plan.count(PlanClass.WILL_BE_REUSED)).isZero();
    assertThat(plan.lines(PlanClass.WILL_RUN).getFirst().took()).isNull();
    assertThat(plan.note())
        .contains("Attempt 1 of nightly was cancelled: if it gets further, it may call more.");
  }

  @Test
  void aCancelledReRunTellsLessThanTheAttemptBeforeIt(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);
    Scripted again = pinwheel.rerun("production", run.summarise().step()).running();
    again.awaits("loadTable", "monday");
    pinwheel.cancel("production", again.id());

    RerunPlan plan = plan(pinwheel, "production", run.summarise().step());

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("summarise", "parseRules");
    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).containsExactly("loadTable", "readRules");
    assertThat(targets(plan, PlanClass.REUSED_IF_EQUAL)).containsExactly("notifyOnce");
    assertThat(plan.note()).isEmpty();
  }

  @Test // M9
  void whatWasCancelledIsNotReusedButWhatItHadMemoizedIs(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling reading = nightly.calls("readRules", "rules");
    reading.running().awaits("loadTable", "monday").returning("table");
    pinwheel.cancel("production", reading.id());
    nightly.fails("cancelled");

    RerunPlan plan = plan(pinwheel, "development", nightly.step());

    assertThat(plan.lines(PlanClass.WILL_RUN))
        .extracting(PlanLine::cause)
        .containsExactly(Cause.FORCED, Cause.NOTHING_FITS);
    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).containsExactly("loadTable");
  }

  @Test
  void anEarlierSuccessStandsInForTheCancelledReRunOfWhatIsCalled(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);
    Scripted again = pinwheel.rerun("production", run.load().step()).running();
    pinwheel.cancel("production", again.id());

    RerunPlan plan = plan(pinwheel, "production", run.summarise().step());

    assertThat(plan.lines(PlanClass.WILL_BE_REUSED).getFirst())
        .returns("loadTable", PlanLine::target)
        .returns(1, PlanLine::attempt);
  }

  @Test // a call of what nobody declares is refused, and is no call
  void aRefusedCallIsNotPlannedAndTheAttemptMayCallMore(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("loadTable", "monday").returning("table");
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> nightly.awaits(CallSpec.call("forgotten", "monday")));
    nightly.fails("There is no target forgotten");

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(plan.calls())
        .extracting(PlannedCall::target)
        .containsExactly("nightly", "loadTable");
    assertThat(plan.note())
        .contains("Attempt 1 of nightly failed: if it gets further, it may call more.");
  }

  @Test // M10
  void aCallRefusedForItsCycleIsNotPlannedEither(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling loading = nightly.awaits("loadTable", "monday");
    Scripted load = loading.running();
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> load.awaits("loadTable", "monday"))
        .matches(refusal -> refusal.kind() == Rejection.Kind.CYCLE);
    load.fails("cycle");
    nightly.fails("cycle");

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("nightly", "loadTable");
    assertThat(plan.calls()).hasSize(2);
  }
}
