package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.ListedRuns;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelectionTextTest {

  private final RunSelection selection = new RunSelection();

  @Test
  void saysHowManyAndWhatWasLeftOut() {
    assertThat(SelectionText.count(0)).isEqualTo("No runs selected");
    assertThat(SelectionText.count(1)).isEqualTo("1 run selected");
    assertThat(SelectionText.count(3)).isEqualTo("3 runs selected");
    assertThat(SelectionText.full(1))
        .isEqualTo("At most 100 runs can be selected: one was left out.");
    assertThat(SelectionText.full(12))
        .isEqualTo("At most 100 runs can be selected: 12 were left out.");
  }

  @Test
  void allIsAHundredAndItSaysSo() {
    assertThat(SelectionText.selectAll(42)).isEqualTo("Select all 42");
    assertThat(SelectionText.selectAll(1240)).isEqualTo("Select the first 100");
    assertThat(SelectionText.all(42, 42)).isEmpty();
    assertThat(SelectionText.all(100, 1240))
        .isEqualTo("The first 100 of 1,240 runs: more cannot be selected at once.");
    assertThat(SelectionText.all(100, 10_001))
        .isEqualTo("The first 100 of 10,000+ runs: more cannot be selected at once.");
  }

  @Test
  void saysWhyNothingCanBeDone() {
    selection.toggle(ListedRuns.done(1));
    assertThat(SelectionText.whyNotRerun(selection)).isEmpty();
    assertThat(SelectionText.whyNotCancel(selection, "production"))
        .isEqualTo("Nothing to cancel: it has ended.");
    selection.toggle(ListedRuns.done(2));
    assertThat(SelectionText.whyNotCancel(selection, "production"))
        .isEqualTo("Nothing to cancel: all have ended.");
    selection.toggle(ListedRuns.running(3, 0));
    assertThat(SelectionText.whyNotCancel(selection, "development"))
        .isEqualTo("Nothing to cancel in development: what still runs, runs in another workspace.");
    selection.toggle(ListedRuns.running(4, 1));
    assertThat(SelectionText.whyNotCancel(selection, "production")).isEmpty();

    selection.replace(List.of(ListedRuns.row(5, State.PART, 0, List.of())));
    assertThat(SelectionText.whyNotRerun(selection))
        .isEqualTo("Only parts of it are visible from here: nothing to re-run as a whole.");
  }

  @Test
  void namesCommands() {
    assertThat(SelectionText.command("Re-run", 3)).isEqualTo("Re-run 3 selected runs…");
    assertThat(SelectionText.command("Cancel", 1)).isEqualTo("Cancel 1 selected run…");
    assertThat(SelectionText.rerunAll(1)).isEqualTo("Re-run…");
    assertThat(SelectionText.rerunAll(31)).isEqualTo("Re-run all 31…");
    assertThat(SelectionText.rerunAll(240)).isEqualTo("Re-run the newest 100…");
  }
}
