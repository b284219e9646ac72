package dev.pinwheel.query.plan;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.CallSpec;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * M3: a handle is part of a memo key by the id of its execution. What runs anew has another id, so
 * a call that is given a handle to it cannot find what was memoized for the old one.
 */
@EachDatabase
class PlanHandleTest {

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("nightly"),
        task("fetch", "day"),
        task("load", "day").memo(),
        task("rates", "day").cached(),
        task("render", "source").memo(),
        task("print", "source", "title").memo(),
        task("archive", "source"),
        task("publish", "source").cached());
  }

  private static RerunPlan plan(EngineFixture pinwheel, String workspace, Scripted nightly) {
    return PlanFixture.plan(pinwheel, workspace, nightly.step());
  }

  private static List<String> lines(RerunPlan plan, PlanClass planned) {
    return plan.lines(planned).stream()
        .map(line -> "%s × %d %s".formatted(line.target(), line.calls(), line.cause().words()))
        .toList();
  }

  @Test
  void aHandleToWhatRunsAnewFindsNothing(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling fetched = nightly.calls("fetch", "monday").returning("table");
    nightly.awaits("render", fetched.id()).returning("page");
    nightly.awaits("render", "cover").returning("cover");
    nightly.returns("done");

    RerunPlan plan = plan(pinwheel, "development", nightly);

    assertThat(lines(plan, PlanClass.WILL_RUN))
        .containsExactly(
            "nightly × 1 forced", "fetch × 1 not memoized", "render × 1 nothing to reuse");
    assertThat(lines(plan, PlanClass.REUSED_IF_EQUAL)).containsExactly("render × 1 memoized");
    assertAsPlanned(pinwheel, plan, 3, 1);
  }

  /** Plays the same code again, and holds what the engine did against the plan. */
  private static void assertAsPlanned(EngineFixture pinwheel, RerunPlan plan, int ran, int reused) {
    Scripted again = PlanFixture.rerunAsPlanned(pinwheel, plan);
    Scripted.Calling fetched = again.calls("fetch", "monday").returning("table");
    again.awaits("render", fetched.id()).returning("page");
    again.awaits("render", "cover");
    again.returns("done");
    ReadModels reads = pinwheel.reads();
    PlanComparison comparison =
        reads
            .plans()
            .find(reads.viewpoints().get(plan.workspace().value(), Sight.EVERYTHING), again.id())
            .orElseThrow();
    assertThat(comparison.isAsPlanned()).as(comparison.sentence()).isTrue();
    assertThat(comparison.ran()).isEqualTo(ran);
    assertThat(comparison.reused()).isEqualTo(reused);
  }

  @Test
  void aHandleToWhatIsReusedStaysTheSame(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling loaded = nightly.calls("load", "monday").returning("table");
    nightly.awaits("render", loaded.id()).returning("page");
    nightly.returns("done");

    assertThat(lines(plan(pinwheel, "development", nightly), PlanClass.WILL_BE_REUSED))
        .containsExactly("load × 1 memoized", "render × 1 memoized");
  }

  @Test
  void aHandleToAnotherAttemptWithTheSameValueIsAnotherHandle(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling loaded = nightly.calls("load", "monday").returning("table");
    nightly.awaits("render", loaded.id()).returning("page");
    nightly.returns("done");
    pinwheel.rerun("development", loaded.id().step()).running().returns("table");

    RerunPlan plan = plan(pinwheel, "development", nightly);

    assertThat(lines(plan, PlanClass.WILL_BE_REUSED)).containsExactly("load × 1 memoized");
    assertThat(lines(plan, PlanClass.WILL_RUN))
        .containsExactly("nightly × 1 forced", "render × 1 nothing to reuse");
    Scripted again = PlanFixture.rerunAsPlanned(pinwheel, plan);
    Scripted.Calling reloaded = again.calls("load", "monday");
    assertThat(reloaded.reused()).isTrue();
    assertThat(again.calls("render", reloaded.id()).reused()).isFalse();
    assertThat(lines(plan(pinwheel, "production", nightly), PlanClass.WILL_BE_REUSED))
        .as("production does not see the other attempt")
        .containsExactly("load × 1 memoized", "render × 1 memoized");
  }

  @Test
  void whatWasMemoizedForTheHandleThatItGetsNowIsReused(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling loaded = nightly.calls("load", "monday").returning("table");
    nightly.awaits("render", loaded.id()).returning("page");
    nightly.returns("done");
    pinwheel.rerun("production", loaded.id().step()).running().returns("table");
    Scripted cancelled = pinwheel.rerun("production", nightly.step()).running();
    Scripted.Calling reloaded = cancelled.calls("load", "monday");
    Scripted.Calling rendered = cancelled.awaits("render", reloaded.id()).returning("page");
    pinwheel.cancel("production", cancelled.id());

    RerunPlan plan = plan(pinwheel, "production", nightly);

    assertThat(lines(plan, PlanClass.WILL_BE_REUSED))
        .containsExactly("load × 1 memoized", "render × 1 memoized");
    assertThat(plan.calls()).extracting(PlannedCall::reused).contains(rendered.id());
  }

  @Test
  void twoCallsWithOneNewHandleMakeOneExecution(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling fetched = nightly.calls("fetch", "monday").returning("table");
    nightly.awaits("render", fetched.id()).returning("page");
    nightly.awaits("archive", "a").returning("a");
    nightly.awaits("render", fetched.id());
    nightly.returns("done");

    RerunPlan plan = plan(pinwheel, "production", nightly);

    assertThat(lines(plan, PlanClass.WILL_RUN))
        .containsExactly(
            "nightly × 1 forced",
            "fetch × 1 not memoized",
            "render × 1 nothing to reuse",
            "archive × 1 not memoized");
    assertThat(plan.lines(PlanClass.REUSED_IF_EQUAL))
        .extracting(PlanLine::target, PlanLine::cause)
        .containsExactly(tuple("render", Cause.MADE_BEFORE));
  }

  @Test // M1
  void aHandleOutsideOfTheKeyDoesNotMatter(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling fetched = nightly.calls("fetch", "monday").returning("table");
    nightly
        .awaits(CallSpec.call("print", fetched.id(), "title").memoBy("title"))
        .returning("printed");
    nightly.returns("done");

    assertThat(lines(plan(pinwheel, "production", nightly), PlanClass.REUSED_IF_EQUAL))
        .containsExactly("print × 1 memoized");
  }

  @Test // F9
  void anEarlierSuccessIsNotFoundByANewHandle(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling fetched = nightly.calls("fetch", "monday").returning("table");
    nightly.awaits("archive", fetched.id()).returning("kept");
    nightly.returns("done");
    PlanChoices reusing = new PlanChoices(true, Set.of());
    PlanChoices forcing = new PlanChoices(true, Set.of(fetched.id().step()));

    assertThat(
            lines(
                PlanFixture.plan(pinwheel, "production", nightly.step(), reusing),
                PlanClass.WILL_BE_REUSED))
        .containsExactly("fetch × 1 earlier success", "archive × 1 earlier success");
    assertThat(
            lines(
                PlanFixture.plan(pinwheel, "production", nightly.step(), forcing),
                PlanClass.WILL_RUN))
        .containsExactly(
            "nightly × 1 forced", "fetch × 1 also forced", "archive × 1 nothing to reuse");
  }

  @Test // C1
  void theCacheDoesNotAnswerANewHandle(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling fetched = nightly.calls("fetch", "monday").returning("table");
    nightly.awaits("publish", fetched.id()).returning("published");
    nightly.awaits("publish", "cover").returning("published");
    nightly.returns("done");

    RerunPlan plan = plan(pinwheel, "production", nightly);

    assertThat(lines(plan, PlanClass.WILL_RUN))
        .containsExactly(
            "nightly × 1 forced", "fetch × 1 not memoized", "publish × 1 nothing to reuse");
    assertThat(lines(plan, PlanClass.REUSED_IF_EQUAL))
        .containsExactly("publish × 1 from the cache");
  }

  @Test // C2: what the cache answers is a step of its own, whose handle is new.
  void aHandleToAStepThatTheCacheAnswersIsNew(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling rates = nightly.calls("rates", "monday").returning(3);
    nightly.awaits("render", rates.id()).returning("page");
    nightly.returns("done");

    RerunPlan plan = plan(pinwheel, "production", nightly);

    assertThat(lines(plan, PlanClass.WILL_BE_REUSED)).containsExactly("rates × 1 from the cache");
    assertThat(lines(plan, PlanClass.WILL_RUN))
        .containsExactly("nightly × 1 forced", "render × 1 nothing to reuse");
  }

  @Test
  void aHandleIsNewForThoseBelowWhoAreGivenItOn(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling fetched = nightly.calls("fetch", "monday").returning("table");
    Scripted.Calling archiving = nightly.awaits("archive", fetched.id());
    archiving.running().awaits("render", fetched.id()).returning("page");
    archiving.running().awaits("print", archiving.id(), "mine").returning("printed");
    archiving.running().returns("kept");
    nightly.returns("done");

    assertThat(lines(plan(pinwheel, "production", nightly), PlanClass.WILL_RUN))
        .containsExactly(
            "nightly × 1 forced",
            "fetch × 1 not memoized",
            "archive × 1 not memoized",
            "render × 1 nothing to reuse",
            "print × 1 nothing to reuse");
  }
}
