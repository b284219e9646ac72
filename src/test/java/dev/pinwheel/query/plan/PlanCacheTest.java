package dev.pinwheel.query.plan;

import static dev.pinwheel.query.plan.PlanFixture.plan;
import static dev.pinwheel.query.plan.PlanFixture.rerunAsPlanned;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a re-run is predicted to take from the cache (C2). */
@EachDatabase
class PlanCacheTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("nightly"),
        workflow("weekly"),
        task("rates", "day").cached(),
        task("quotes", "day").cachedFor(HOUR),
        task("table", "day").memo().cached(),
        task("rows", "day").memo(),
        task("summarise", "text").memo());
  }

  private static List<String> lines(RerunPlan plan, PlanClass planned) {
    return plan.lines(planned).stream()
        .map(line -> "%s %s".formatted(line.target(), line.cause().words()))
        .toList();
  }

  @Test
  void whatTheCacheAnswersWillBeReused(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("rates", "monday").returning(3);
    nightly.awaits("summarise", "3").returning("sunny");
    nightly.returns("done");

    RerunPlan plan = plan(pinwheel, "development", nightly.step());

    assertThat(lines(plan, PlanClass.WILL_RUN)).containsExactly("nightly forced");
    assertThat(lines(plan, PlanClass.WILL_BE_REUSED))
        .containsExactly("rates from the cache", "summarise memoized");
    PlanLine rates = plan.lines(PlanClass.WILL_BE_REUSED).getFirst();
    assertThat(rates.from()).isEqualTo(new WorkspaceName("production"));
    assertThat(rates.attempt()).isNull();
    assertThat(plan.note()).isEmpty();
  }

  @Test // M12
  void aCalledWorkflowStartsARun(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling weekly = nightly.awaits("weekly");
    weekly.execution().successor().running().returns("week");
    nightly.returns("done");

    assertThat(lines(plan(pinwheel, "production", nightly.step()), PlanClass.WILL_RUN))
        .containsExactly("nightly forced", "weekly starts a run of its own");
    assertThat(lines(plan(pinwheel, "production", weekly.execution().step()), PlanClass.WILL_RUN))
        .containsExactly("weekly starts a run of its own");
  }

  @Test
  void aResultThatIsTooOldRunsAgainAndOneThatSoonWillBeIsSaid(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("quotes", "monday").returning(3);
    nightly.returns("done");

    RerunPlan fresh = plan(pinwheel, "production", nightly.step());
    pinwheel.advance(HOUR.minusMinutes(4));
    RerunPlan old = plan(pinwheel, "production", nightly.step());
    pinwheel.advance(Duration.ofMinutes(5));
    RerunPlan tooOld = plan(pinwheel, "production", nightly.step());

    assertThat(lines(fresh, PlanClass.WILL_BE_REUSED)).containsExactly("quotes from the cache");
    assertThat(fresh.note()).isEmpty();
    assertThat(lines(old, PlanClass.WILL_BE_REUSED)).containsExactly("quotes from the cache");
    assertThat(old.note())
        .contains("The cache answers quotes for another 4 min; after that it will run.");
    assertThat(lines(tooOld, PlanClass.WILL_RUN))
        .containsExactly("nightly forced", "quotes nothing to reuse");
    assertThat(tooOld.note()).isEmpty();
  }

  @Test // C3
  void whatTheCacheAnsweredFromAnotherRunIsPlannedAsThatRunDidIt(EngineFixture pinwheel) {
    Scripted first = pinwheel.submit("production", "nightly").running();
    Scripted.Calling loading = first.awaits("rates", "monday");
    loading.running().awaits("rows", "monday").returning(1);
    loading.running().returns(3);
    first.returns("done");
    Scripted second = pinwheel.submit("production", "nightly").running();
    Scripted.Calling answered = second.awaits("rates", "monday");
    second.returns("done");

    RerunPlan plan = plan(pinwheel, "development", answered.execution().step());

    assertThat(lines(plan, PlanClass.WILL_RUN))
        .containsExactly("rates forced", "rows nothing to reuse");
    assertThat(plan.note()).isEmpty();
  }

  @Test // M13
  void whatIsMemoizedAndCachedIsLookedUpByBoth(EngineFixture pinwheel) {
    Scripted first = pinwheel.submit("production", "nightly").running();
    first.awaits("table", "monday").returning("table");
    first.returns("done");
    Scripted second = pinwheel.submit("production", "nightly").running();
    second.awaits("table", "monday");
    second.awaits("table", "monday");
    second.returns("done");

    RerunPlan plan = plan(pinwheel, "production", second.step());

    assertThat(plan.lines(PlanClass.WILL_BE_REUSED))
        .extracting(PlanLine::cause, PlanLine::calls)
        .containsExactly(tuple(Cause.MEMOIZED, 2));
  }

  @Test // W4
  void theCacheOfASiblingDoesNotAnswer(EngineFixture pinwheel) {
    pinwheel.workspace("staging", "production");
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("quotes", "monday").returning(3);
    nightly.returns("done");
    pinwheel.advance(HOUR.multipliedBy(2));
    Scripted sibling = pinwheel.submit("staging", "nightly").running();
    sibling.awaits("quotes", "monday").returning(3);
    sibling.returns("done");

    assertThat(lines(plan(pinwheel, "development", nightly.step()), PlanClass.WILL_RUN))
        .containsExactly("nightly forced", "quotes nothing to reuse");
    assertThat(lines(plan(pinwheel, "staging", nightly.step()), PlanClass.WILL_BE_REUSED))
        .containsExactly("quotes from the cache");
  }

  @Test
  void whatTheCacheAnsweredIsCountedAsReused(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("rates", "monday").returning(3);
    nightly.returns("done");
    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    Scripted again = rerunAsPlanned(pinwheel, plan);
    again.awaits("rates", "monday");
    again.returns("done");

    ReadModels reads = pinwheel.reads();
    PlanComparison comparison =
        reads
            .plans()
            .find(reads.viewpoints().get("production", Sight.EVERYTHING), again.id())
            .orElseThrow();
    assertThat(comparison.sentence()).isEqualTo("As planned: 1 ran, 1 was reused.");
    assertThat(comparison.differences()).isEmpty();
  }
}
