package dev.pinwheel.studio.run.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.studio.run.ListedRuns;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BulkTextTest {

  @Test
  void saysWhatIsLeftOutOfTooMany() {
    assertThat(BulkText.leftOut(31, 31)).isEmpty();
    assertThat(BulkText.leftOut(100, 240))
        .isEqualTo("The newest 100 of 240 runs: at most 100 are re-run at once.");
  }

  @Test
  void saysWhatIsRefusedAndWhatIsCancelledByIt() {
    assertThat(BulkText.refusedTitle(1, "staging")).isEqualTo("1 run cannot be re-run in staging");
    assertThat(BulkText.refusedTitle(2, null)).isEqualTo("2 runs cannot be re-run");
    assertThat(BulkText.openWarning(0, "staging")).isEmpty();
    assertThat(BulkText.openWarning(1, "staging"))
        .isEqualTo(
            "One of these runs is still running in staging: that attempt will be cancelled.");
    assertThat(BulkText.openWarning(3, "staging"))
        .isEqualTo(
            "3 of these runs are still running in staging: those attempts will be cancelled.");
  }

  @Test
  void saysHowFarItIsAndHowItEnded() {
    assertThat(BulkText.progress("Re-running", 12, 29)).isEqualTo("Re-running… 12 of 29");
    assertThat(BulkText.outcome("Re-ran", 29, 29, "development"))
        .isEqualTo("Re-ran 29 runs in development.");
    assertThat(BulkText.outcome("Cancelled", 27, 29, "development"))
        .isEqualTo("Cancelled 27 of 29 runs in development.");
  }

  @Test
  void aRunIsCancelledOnlyWhereItGoesOn() {
    List<BulkRun> runs =
        BulkRun.of(
            List.of(new RunId(3), new RunId(2), new RunId(1), new RunId(4)),
            List.of(ListedRuns.done(1), ListedRuns.running(2, 0), ListedRuns.running(3, 2)));

    assertThat(runs)
        .extracting(run ->
            BulkText.whyNotCancel(run, RunTreeBuilder.DEVELOPMENT.name()).orElse("cancellable"))
        .containsExactly(
            "cancellable",
            "Running in production. Switch there to cancel.",
            "This run has no open executions.",
            "development does not see it any more.");
    assertThat(runs.getFirst().name()).isEqualTo("users / welcome userId u1");
    assertThat(runs.getLast().name()).isEmpty();
  }
}
