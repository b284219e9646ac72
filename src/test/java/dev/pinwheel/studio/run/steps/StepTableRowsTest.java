package dev.pinwheel.studio.run.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.RunTreeBuilder;
import dev.pinwheel.studio.run.drawing.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StepTableRowsTest {

  @Test
  void aStepStandsBelowTheCallThatExecutedItAndOtherCallsAreLeaves() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "welcome")
                .done(2, "sendEmail")
                .done(3, "fetchUser")
                .done(4, "loadTable")
                .done(5, "sendNotification")
                .made(1, 2)
                .made(1, 5)
                .reused(2, 3)
                .made(3, 4)
                .made(5, 3));

    assertThat(outline(rows))
        .containsExactly(
            "welcome",
            "  sendEmail",
            "    (↪ fetchUser → %s, reused from production #1)".formatted(RunTreeBuilder.step(3)),
            "  sendNotification",
            "    fetchUser",
            "      loadTable");
  }

  @Test
  void aStepThatNoDrawnCallExecutedStandsBelowTheFirstThatReusedItClosedAtFirst() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "welcome")
                .done(2, "sendEmail")
                .add(3, "fetchUser", step -> step.in(RunTreeBuilder.DEVELOPMENT))
                .done(4, "loadTable")
                .done(5, "sendNotification")
                .made(1, 2)
                .made(1, 5)
                .call(2, 3, CallKind.REUSED, new WorkspaceName("development"), false)
                .made(3, 4)
                .reused(5, 3));

    assertThat(outline(rows))
        .containsExactly(
            "welcome",
            "  sendEmail",
            "    (↪ fetchUser)",
            "      (loadTable)",
            "  sendNotification",
            "    (↪ fetchUser → %s, reused from development #1)".formatted(RunTreeBuilder.step(3)));
    assertThat(rows.openAtFirst()).containsExactly("1", "2", "5");
    assertThat(rows.steps()).isEqualTo(5);
    assertThat(rows.find("3").map(StepTableCells::origin)).contains("reused from development #1");
  }

  @Test
  void theCallThatMadeTheDrawnAttemptComesBeforeOneThatMadeAnother() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "root")
                .done(2, "first")
                .add(3, "fetchUser", step -> step.attempts(1, 2))
                .done(4, "second")
                .made(1, 2)
                .made(1, 4)
                .call(2, 3, CallKind.MADE, null, true)
                .made(4, 3));

    assertThat(outline(rows))
        .containsExactly(
            "root",
            "  first",
            "    (↪ fetchUser → %s, called, used #1)".formatted(RunTreeBuilder.step(3)),
            "  second",
            "    fetchUser");
  }

  @Test
  void stepsThatExecutedEachOtherAtDifferentTimesHaveOnePlaceEach() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "root")
                .done(2, "one")
                .done(3, "other")
                .reused(1, 2)
                .made(2, 3)
                .made(3, 2));

    assertThat(outline(rows))
        .containsExactly(
            "root",
            "  (↪ one)",
            "    (other)",
            "      (↪ one → %s, called)".formatted(RunTreeBuilder.step(2)));
  }

  @Test
  void aRowThatSaysSomethingElseDiffersAndTheRestDoesNot() {
    StepTableRows before = rows(new RunTreeBuilder().done(1, "a").done(2, "b").made(1, 2));
    StepTableRows after =
        rows(
            new RunTreeBuilder()
                .done(1, "a")
                .add(2, "b", step -> step.state(State.RUNNING))
                .made(1, 2));

    assertThat(after.hasStructureOf(before)).isTrue();
    assertThat(after.differingFrom(before)).extracting(StepTableRow::key).containsExactly("2");
  }

  @Test
  void anotherCallIsAnotherStructure() {
    StepTableRows before = rows(new RunTreeBuilder().done(1, "a").done(2, "b").made(1, 2));
    StepTableRows after =
        rows(new RunTreeBuilder().done(1, "a").done(2, "b").made(1, 2).reused(1, 2));

    assertThat(after.hasStructureOf(before)).isFalse();
  }

  @Test
  void aLeafNamesTheAttemptThatItReused() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "root")
                .add(2, "fetchUser", step -> step.attempts(1, 2))
                .made(1, 2)
                .call(1, 2, CallKind.REUSED, null, true));

    assertThat(outline(rows))
        .contains(
            "  (↪ fetchUser → %s, reused from production #1)".formatted(RunTreeBuilder.step(2)));
    assertThat(rows.find("1>2").map(StepTableCells::origin))
        .contains("reused from production #1 · stale");
  }

  @Test
  void theModuleIsNamedWhereItIsAnotherThanTheCallers() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "welcome")
                .done(2, "send")
                .inModule("mail")
                .done(3, "render")
                .inModule("mail")
                .done(4, "fetchUser")
                .made(1, 2)
                .made(2, 3)
                .made(2, 4));

    assertThat(rows.inOrder().map(row -> StepTableCells.module(row, rows.module())))
        .containsExactly("", "mail / ", "", "users / ");
  }

  @Test
  void whatNoDrawnCallExecutedHasItsDurationInBrackets() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "welcome")
                .done(2, "fetchUser")
                .done(3, "loadTable")
                .reused(1, 2)
                .made(2, 3)
                .reused(1, 3));

    assertThat(rows.inOrder().map(StepTableCells::took))
        .containsExactly("1.2 s", "(1.2 s)", "(1.2 s)", "(1.2 s)");
  }

  static StepTableRows rows(RunTreeBuilder builder) {
    return StepTableRows.of(Drawing.of(builder.tree(), Set.of()));
  }

  private static List<String> outline(StepTableRows rows) {
    List<String> lines = new ArrayList<>();
    rows.roots().forEach(row -> outline(rows, row, "", lines));
    return lines;
  }

  /** Quiet rows in brackets. */
  private static void outline(
      StepTableRows rows, StepTableRow row, String indent, List<String> lines) {
    String words =
        row instanceof StepTableRow.Reference
            ? StepTableCells.sentence(row)
            : StepTableCells.target(row);
    lines.add(indent + (row.quiet() ? "(" + words + ")" : words));
    rows.childrenOf(row).forEach(child -> outline(rows, child, indent + "  ", lines));
  }
}
