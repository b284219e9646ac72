package dev.pinwheel.studio.run.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.TreeBuilder;
import dev.pinwheel.studio.run.drawing.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StepRowsTest {

  @Test
  void reusedCallsAreRowsTooInCallOrder() {
    StepRows rows = rows(welcome());

    assertThat(outline(rows))
        .containsExactly(
            "welcome",
            "  sendEmail",
            "    fetchUser",
            "  sendNotification",
            "    ↪ fetchUser → %s, reused from production".formatted(TreeBuilder.step(3)));
  }

  @Test
  void aRowThatSaysSomethingElseDiffersAndTheRestDoesNot() {
    StepRows before = rows(new TreeBuilder().done(1, "a").done(2, "b").made(1, 2));
    StepRows after =
        rows(
            new TreeBuilder()
                .done(1, "a")
                .add(2, "b", step -> step.state(State.RUNNING))
                .made(1, 2));

    assertThat(after.hasStructureOf(before)).isTrue();
    assertThat(after.differingFrom(before)).extracting(StepRow::key).containsExactly("2");
  }

  @Test
  void anotherCallIsAnotherStructure() {
    StepRows before = rows(new TreeBuilder().done(1, "a").done(2, "b").made(1, 2));
    StepRows after = rows(new TreeBuilder().done(1, "a").done(2, "b").made(1, 2).reused(1, 2));

    assertThat(after.hasStructureOf(before)).isFalse();
  }

  @Test
  void aReferenceSaysWhichAttemptItUsed() {
    StepRows rows =
        rows(
            new TreeBuilder()
                .done(1, "root")
                .add(2, "fetchUser", step -> step.attempts(1, 2))
                .made(1, 2)
                .call(1, 2, CallKind.REUSED, null, true));

    assertThat(outline(rows))
        .contains("  ↪ fetchUser → %s, reused, used #1".formatted(TreeBuilder.step(2)));
  }

  @Test
  void aStepThatWasReusedFromElsewhereSaysSoInItsOwnRow() {
    StepRows rows =
        rows(
            new TreeBuilder()
                .done(1, "welcome")
                .add(2, "fetchUser", step -> step.in(TreeBuilder.DEVELOPMENT))
                .call(1, 2, CallKind.REUSED, new WorkspaceName("development"), false));

    assertThat(outline(rows))
        .containsExactly(
            "welcome",
            "  ↪ fetchUser → %s, reused from development".formatted(TreeBuilder.step(2)));
    assertThat(rows.steps()).hasSize(2);
  }

  private static TreeBuilder welcome() {
    return new TreeBuilder()
        .done(1, "welcome")
        .done(2, "sendEmail")
        .done(3, "fetchUser")
        .done(4, "sendNotification")
        .made(1, 2)
        .made(1, 4)
        .made(2, 3)
        .call(4, 3, CallKind.REUSED, new WorkspaceName("production"), false);
  }

  private static StepRows rows(TreeBuilder builder) {
    return StepRows.of(Drawing.of(builder.tree(), Set.of()));
  }

  private static List<String> outline(StepRows rows) {
    List<String> lines = new ArrayList<>();
    rows.roots().forEach(row -> outline(rows, row, "", lines));
    return lines;
  }

  private static void outline(StepRows rows, StepRow row, String indent, List<String> lines) {
    lines.add(indent + StepRowCells.target(row));
    rows.childrenOf(row).forEach(child -> outline(rows, child, indent + "  ", lines));
  }
}
