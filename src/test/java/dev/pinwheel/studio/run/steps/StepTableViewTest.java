package dev.pinwheel.studio.run.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.RunTreeBuilder;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.drawing.StepOrder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StepTableViewTest {

  private final StepTableRows rows =
      StepTableRowsTest.rows(
          new RunTreeBuilder()
              .done(1, "nightly")
              .add(2, "load", step -> step.arguments("station \"Oslo\""))
              .add(3, "parse", step -> step.arguments("row 12").failed("NumberFormatException"))
              .add(4, "parse", step -> step.arguments("row 13").pin(2, null))
              .add(5, "report", step -> step.state(State.CANCELLED))
              .made(1, 2)
              .made(2, 3)
              .made(2, 4)
              .made(1, 5)
              .reused(5, 4));

  @Test
  void withoutAFilterAllRowsOfOpenOnesAreShown() {
    StepTableView view = view("", false, false, "");

    assertThat(keys(view, Set.of("1"))).containsExactly("1", "2", "5");
    assertThat(keys(view, Set.of("1", "2"))).containsExactly("1", "2", "3", "4", "5");
    assertThat(view.steps()).isEqualTo(5);
    assertThat(view.isFiltered()).isFalse();
  }

  @Test
  void onlyFailedLeavesFailedStepsAndThoseAboveThem() {
    StepTableView view = view("", true, false, "");

    assertThat(keys(view, Set.copyOf(view.parents()))).containsExactly("1", "2", "3");
    assertThat(view.steps()).isEqualTo(1);
    assertThat(rows.find("2").map(view::isContext)).contains(true);
    assertThat(rows.find("3").map(view::isContext)).contains(false);
  }

  @Test
  void hideDoneLeavesWhatIsNotDone() {
    StepTableView view = view("", false, true, "");

    assertThat(keys(view, Set.copyOf(view.parents()))).containsExactly("1", "2", "3", "5");
    assertThat(view.steps()).isEqualTo(2);
  }

  @Test
  void findLooksAtTargetArgumentsErrorAndNumber() {
    assertThat(found("oslo")).containsExactly("2");
    assertThat(found("PARSE row 13")).containsExactly("4", "5>1");
    assertThat(found("numberformat")).containsExactly("3");
    assertThat(found(":5")).containsExactly("5");
    assertThat(found("5")).containsExactly("5");
    assertThat(found(RunTreeBuilder.step(5).toString())).containsExactly("5");
    assertThat(found("nothing")).isEmpty();
  }

  @Test
  void anotherOrderListsTheStepsWithoutIndentationEachOnce() {
    StepTableView view = view("", false, false, "state");

    assertThat(view.isFlat()).isTrue();
    assertThat(keys(view, Set.of())).containsExactly("3", "5", "1", "2", "4");
    assertThat(rows.find("4").map(view::depthOf)).contains(0);
    assertThat(rows.find("4").map(StepTableCells::calledBy)).contains("load +1");
    assertThat(rows.find("3").map(StepTableCells::calledBy)).contains("load");
    assertThat(rows.find("4").map(StepTableCells::callerArguments)).contains("station Oslo");
    assertThat(rows.find("4").map(StepTableCells::callerSentence)).contains("load +1 station Oslo");
    assertThat(rows.find("1").map(StepTableCells::callerSentence)).contains("");
  }

  @Test
  void downwardsEqualStepsStayInCallOrder() {
    assertThat(keys(view("", false, false, "-memo"), Set.of()))
        .containsExactly("4", "1", "2", "3", "5");
    assertThat(keys(view("parse", false, false, "-target"), Set.of())).containsExactly("4", "3");
    assertThat(keys(view("", false, false, "-step"), Set.of()))
        .containsExactly("5", "4", "3", "2", "1");
  }

  @Test
  void anUnknownOrderIsCallOrder() {
    assertThat(view("", false, false, "colour").isFlat()).isFalse();
    assertThat(StepOrder.parse("-took").map(StepOrder::word)).contains("-took");
  }

  @Test
  void anotherStateIsAnotherStructureOnlyWhereItIsFiltered() {
    StepTableRows later =
        StepTableRowsTest.rows(
            new RunTreeBuilder()
                .done(1, "nightly")
                .add(2, "load", step -> step.state(State.RUNNING))
                .made(1, 2));
    StepTableRows before =
        StepTableRowsTest.rows(new RunTreeBuilder().done(1, "nightly").done(2, "load").made(1, 2));
    RunAddress.Steps hideDone = new RunAddress.Steps("", false, true, "");

    assertThat(StepTableView.all(later).hasStructureOf(StepTableView.all(before))).isTrue();
    assertThat(
            StepTableView.of(later, hideDone, RunTreeBuilder.NINE)
                .hasStructureOf(StepTableView.of(before, hideDone, RunTreeBuilder.NINE)))
        .isFalse();
  }

  private List<String> found(String text) {
    StepTableView view = view(text, false, false, "");
    return view.visible(Set.copyOf(view.parents())).stream()
        .filter(row -> !view.isContext(row))
        .map(StepTableRow::key)
        .toList();
  }

  private StepTableView view(String find, boolean onlyFailed, boolean hideDone, String sort) {
    return StepTableView.of(
        rows, new RunAddress.Steps(find, onlyFailed, hideDone, sort), RunTreeBuilder.NINE);
  }

  private static List<String> keys(StepTableView view, Set<String> open) {
    return view.visible(open).stream().map(StepTableRow::key).toList();
  }
}
