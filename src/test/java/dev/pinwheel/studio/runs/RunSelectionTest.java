package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.ListedRuns;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RunSelectionTest {

  private final RunSelection selection = new RunSelection();
  private final List<RunRow> rows = ListedRuns.allDone(150);

  @Test
  void aRowIsSelectedAndNoLonger() {
    assertThat(selection.toggle(rows.getFirst())).isTrue();
    assertThat(selection.contains(new RunId(1))).isTrue();
    assertThat(selection.anchor()).isEqualTo(new RunId(1));

    assertThat(selection.toggle(rows.getFirst())).isTrue();
    assertThat(selection.isEmpty()).isTrue();
  }

  @Test
  void aRangeIsAddedToWhatIsSelectedAndItsEndIsTheNextAnchor() {
    selection.toggle(rows.get(9));
    selection.toggle(rows.get(2));

    assertThat(selection.extend(rows.subList(2, 5))).isZero();

    assertThat(selection.inOrder())
        .containsExactly(new RunId(10), new RunId(3), new RunId(4), new RunId(5));
    assertThat(selection.anchor()).isEqualTo(new RunId(5));
  }

  @Test
  void aHundredFitAndWhatIsNearTheAnchorIsTaken() {
    assertThat(selection.replace(rows)).isEqualTo(50);
    assertThat(selection.size()).isEqualTo(100);
    assertThat(selection.contains(new RunId(100))).isTrue();
    assertThat(selection.contains(new RunId(101))).isFalse();

    assertThat(selection.toggle(rows.get(120))).as("no room").isFalse();
    assertThat(selection.size()).isEqualTo(100);
    assertThat(selection.extend(rows.subList(98, 103))).as("two are selected already").isEqualTo(3);
    assertThat(selection.toggle(rows.get(5))).as("one less").isTrue();
    assertThat(selection.toggle(rows.get(120))).isTrue();
    assertThat(selection.size()).isEqualTo(100);
  }

  @Test
  void liveUpdatesChangeWhatIsKnownButNotWhatIsSelected() {
    selection.toggle(ListedRuns.running(1, 2));
    selection.toggle(ListedRuns.done(2));
    assertThat(selection.cancellable()).isEqualTo(1);

    assertThat(selection.refresh(List.of(ListedRuns.done(1), ListedRuns.done(3)))).isTrue();
    assertThat(selection.refresh(List.of(ListedRuns.done(1)))).isFalse();

    assertThat(selection.runs()).isEqualTo(Set.of(new RunId(1), new RunId(2)));
    assertThat(selection.cancellable()).isZero();
  }

  @Test
  void countsWhatCanBeReRunAndCancelled() {
    selection.toggle(ListedRuns.running(1, 0));
    selection.toggle(ListedRuns.running(2, 3));
    selection.toggle(ListedRuns.row(3, State.PART, 0, List.of()));

    assertThat(selection.rerunnable()).isEqualTo(2);
    assertThat(selection.cancellable()).isEqualTo(1);
    assertThat(selection.goingOnElsewhere()).isEqualTo(1);
    selection.removeAll(List.of(new RunId(1), new RunId(2)));
    assertThat(selection.rerunnable()).isZero();
  }
}
