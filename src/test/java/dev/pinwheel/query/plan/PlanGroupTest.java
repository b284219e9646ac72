package dev.pinwheel.query.plan;

import static dev.pinwheel.testing.CallSpec.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups are for the eye: a call in one is planned as it would be without. */
@EachDatabase
class PlanGroupTest extends PlanFixture {

  /** Three tables in one group, called at once, the notices in another. */
  private static Scripted play(EngineFixture pinwheel, String tables, String notices) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    List<Scripted.Calling> loading = new ArrayList<>();
    for (String day : List.of("monday", "tuesday", "wednesday")) {
      loading.add(nightly.calls(call("loadTable", day).inGroup(tables)));
    }
    loading.forEach(table -> table.returning("table"));
    nightly.awaits(call("parseRules", "rules").inGroup(notices)).returning("parsed");
    nightly.awaits(call("notifyOnce", "a").inGroup(notices)).returning(1);
    nightly.awaits(call("notifyOnce", "b").inGroup(notices)).returning(1);
    nightly.returns("done");
    return nightly;
  }

  @Test
  void callsOfAGroupAreCountedLikeOthersOfTheirTarget(EngineFixture pinwheel) {
    Scripted nightly = play(pinwheel, "tables", "notices");

    RerunPlan plan = plan(pinwheel, "development", nightly.step());

    assertThat(plan.lines(PlanClass.WILL_BE_REUSED))
        .singleElement()
        .returns("loadTable", PlanLine::target)
        .returns(3, PlanLine::calls);
    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("nightly", "parseRules");
    assertThat(plan.lines(PlanClass.REUSED_IF_EQUAL))
        .singleElement()
        .returns("notifyOnce", PlanLine::target)
        .returns(2, PlanLine::calls)
        .returns("parseRules", PlanLine::after);
  }

  @Test
  void otherGroupsMakeNoOtherPlan(EngineFixture pinwheel) {
    Scripted one = play(pinwheel, "tables", "notices");
    Scripted other = play(pinwheel, "all", "all");

    assertThat(plan(pinwheel, "development", other.step()).summary())
        .isEqualTo(plan(pinwheel, "development", one.step()).summary());
  }

  @Test
  void oneOfAGroupThatFailedRunsAndTheRestOfItIsReused(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling monday = nightly.calls(call("loadTable", "monday").inGroup("tables"));
    Scripted.Calling tuesday = nightly.calls(call("loadTable", "tuesday").inGroup("tables"));
    Scripted.Calling wednesday = nightly.calls(call("loadTable", "wednesday").inGroup("tables"));
    monday.returning("table");
    tuesday.failing("no disk");
    wednesday.returning("table");
    nightly.fails("no disk");

    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    assertThat(targets(plan, PlanClass.WILL_RUN)).containsExactly("nightly", "loadTable");
    assertThat(targets(plan, PlanClass.WILL_BE_REUSED)).containsExactly("loadTable");
    assertThat(plan.lines(PlanClass.REUSED_IF_EQUAL))
        .as("what was called at once after one that runs counts as after it")
        .singleElement()
        .returns("loadTable", PlanLine::target)
        .returns("loadTable", PlanLine::after);
  }

  @Test
  void whatAReRunDidWithItsGroupsIsAsPlanned(EngineFixture pinwheel) {
    Scripted nightly = play(pinwheel, "tables", "notices");
    RerunPlan plan = plan(pinwheel, "production", nightly.step());

    Scripted again = rerunAsPlanned(pinwheel, plan);
    for (String day : List.of("monday", "tuesday", "wednesday")) {
      again.calls(call("loadTable", day).inGroup("tables"));
    }
    again.awaits(call("parseRules", "rules").inGroup("notices")).returning("parsed");
    again.awaits(call("notifyOnce", "a").inGroup("notices"));
    again.awaits(call("notifyOnce", "b").inGroup("another"));
    again.returns("done");

    ReadModels reads = pinwheel.reads();
    assertThat(
            reads
                .plans()
                .find(reads.viewpoints().get("production", Sight.EVERYTHING), again.id())
                .orElseThrow()
                .sentence())
        .isEqualTo("As planned: 2 ran, 5 were reused.");
  }
}
