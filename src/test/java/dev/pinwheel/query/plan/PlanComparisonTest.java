package dev.pinwheel.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was predicted of a re-run beside what then happened. */
@EachDatabase
class PlanComparisonTest extends PlanFixture {

  @Test
  void whatWasPlannedIsComparedWithWhatHappened(EngineFixture pinwheel) {
    Nightly run = play(pinwheel);
    Scripted unplanned = pinwheel.rerun("production", run.load().step()).running();
    unplanned.returns("table");
    RerunPlan plan = plan(pinwheel, "development", run.summarise().step());
    ReadModels reads = pinwheel.reads();

    Scripted again = rerunAsPlanned(pinwheel, plan);
    again.awaits("loadTable", "monday");
    Scripted.Calling parsing = again.awaits("parseRules", "rules");
    parsing.running().awaits("readRules", "rules");
    PlanComparison begun = comparison(reads, "development", again).orElseThrow();
    parsing.running().returns("parsed differently");
    again.awaits("notifyOnce", "another text").returning(1);
    again.returns("sunny");
    PlanComparison ended = comparison(reads, "development", again).orElseThrow();

    assertThat(plan.summary().reusedIfEqual()).isEqualTo(1);
    assertThat(begun.sentence())
        .isEqualTo(
            "Planned: 2 to run, 2 to be reused, 1 if its arguments stay equal."
                + " So far: 2 ran, 2 were reused.");
    assertThat(ended.ended()).isTrue();
    assertThat(ended.sentence()).endsWith("Actual: 3 ran, 2 were reused.");
    assertThat(ended.differences())
        .singleElement()
        .returns("notifyOnce", difference -> difference.planned().target())
        .returns(1, PlanComparison.OfTarget::ran);
    assertThat(comparison(reads, "production", again)).isEmpty();
    assertThat(comparison(reads, "production", unplanned)).isEmpty();
    assertThat(comparison(reads, "production", run.summarise())).isEmpty();
  }

  private static Optional<PlanComparison> comparison(
      ReadModels reads, String workspace, Scripted attempt) {
    return reads.plans().find(reads.viewpoints().get(workspace, Sight.EVERYTHING), attempt.id());
  }

  @Test // E3
  void aRetryBelongsToTheReRunAndIsNotCountedTwice(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("unsteady", "monday").returning(1);
    nightly.returns("done");
    StepId unsteady = new StepId(nightly.run(), 2);
    RerunPlan plan = plan(pinwheel, "production", unsteady);
    Scripted again = rerunAsPlanned(pinwheel, plan);
    again.fails("shaky");
    Scripted retry = again.successor().running();
    retry.returns(1);

    PlanComparison comparison = comparison(pinwheel.reads(), "production", retry).orElseThrow();

    assertThat(comparison.rerun()).isEqualTo(again.id());
    assertThat(comparison.sentence()).isEqualTo("As planned: 1 ran, 0 were reused.");
  }
}
