package dev.pinwheel.studio.run.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.RunTreeBuilder;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.drawing.Drawing;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StepTableTest {

  private static final RunAddress.Steps FAILED = new RunAddress.Steps("", true, false, "");

  @Test
  void theFirstTableIsUnlikeNothing() {
    assertThat(table(drawing(State.QUEUED), StepTable.NONE))
        .returns(false, StepTable::alike)
        .returns(2, made -> made.rows().steps());
  }

  @Test
  void rowsThatSayTheSameStayAsTheyAre() {
    StepTable queued = table(drawing(State.QUEUED), StepTable.NONE);

    StepTable running = table(drawing(State.RUNNING), queued);

    assertThat(running.alike()).isTrue();
    assertThat(running.changed()).containsExactly("2");
    assertThat(table(drawing(State.RUNNING), running).changed()).isEmpty();
  }

  @Test
  void theRowsOfADrawingAreMadeOnce() {
    Drawing drawing = drawing(State.FAILED);
    StepTable all = table(drawing, StepTable.NONE);

    StepTable failed = StepTable.of(drawing, FAILED, all, RunTreeBuilder.NINE);

    assertThat(failed.rows()).isSameAs(all.rows());
    assertThat(failed.alike()).isFalse();
    assertThat(failed.shows(drawing, FAILED)).isTrue();
    assertThat(failed.shows(drawing, RunAddress.Steps.ALL)).isFalse();
    assertThat(failed.shows(drawing(State.FAILED), FAILED)).isFalse();
  }

  private static StepTable table(Drawing drawing, StepTable former) {
    return StepTable.of(drawing, RunAddress.Steps.ALL, former, RunTreeBuilder.NINE);
  }

  private static Drawing drawing(State state) {
    RunTreeBuilder builder =
        new RunTreeBuilder().done(1, "welcome").add(2, "fetchUser", step -> step.state(state));
    return Drawing.of(builder.made(1, 2).tree(), Set.of());
  }
}
