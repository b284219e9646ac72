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
  void reusedCallsAreRowsTooInCallOrder() {
    StepTableRows rows = rows(welcome());

    assertThat(outline(rows))
        .containsExactly(
            "welcome",
            "  sendEmail",
            "    fetchUser",
            "  sendNotification",
            "    ↪ fetchUser → %s, reused from production".formatted(RunTreeBuilder.step(3)));
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
  void aReferenceSaysWhichAttemptItUsed() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "root")
                .add(2, "fetchUser", step -> step.attempts(1, 2))
                .made(1, 2)
                .call(1, 2, CallKind.REUSED, null, true));

    assertThat(outline(rows))
        .contains("  ↪ fetchUser → %s, reused, used #1".formatted(RunTreeBuilder.step(2)));
  }

  @Test
  void aStepThatWasReusedFromElsewhereSaysSoInItsOwnRow() {
    StepTableRows rows =
        rows(
            new RunTreeBuilder()
                .done(1, "welcome")
                .add(2, "fetchUser", step -> step.in(RunTreeBuilder.DEVELOPMENT))
                .call(1, 2, CallKind.REUSED, new WorkspaceName("development"), false));

    assertThat(outline(rows))
        .containsExactly(
            "welcome",
            "  ↪ fetchUser → %s, reused from development".formatted(RunTreeBuilder.step(2)));
    assertThat(rows.steps()).hasSize(2);
  }

  private static RunTreeBuilder welcome() {
    return new RunTreeBuilder()
        .done(1, "welcome")
        .done(2, "sendEmail")
        .done(3, "fetchUser")
        .done(4, "sendNotification")
        .made(1, 2)
        .made(1, 4)
        .made(2, 3)
        .call(4, 3, CallKind.REUSED, new WorkspaceName("production"), false);
  }

  private static StepTableRows rows(RunTreeBuilder builder) {
    return StepTableRows.of(Drawing.of(builder.tree(), Set.of()));
  }

  private static List<String> outline(StepTableRows rows) {
    List<String> lines = new ArrayList<>();
    rows.roots().forEach(row -> outline(rows, row, "", lines));
    return lines;
  }

  private static void outline(
      StepTableRows rows, StepTableRow row, String indent, List<String> lines) {
    lines.add(indent + StepTableCells.target(row));
    rows.childrenOf(row).forEach(child -> outline(rows, child, indent + "  ", lines));
  }
}
