package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.studio.run.ListedRuns;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class RunLabelsTest {

  @Test
  void statusSaysWhatItCounts() {
    assertThat(status(ListedRuns.failed(1, 1))).isEqualTo("Failed · 1 failure");
    assertThat(status(ListedRuns.failed(1, 2))).isEqualTo("Failed · 2 failures");
    assertThat(status(ListedRuns.done(1))).isEqualTo("Done");
  }

  private static String status(RunRow row) {
    return RunLabels.status(row, ZoneOffset.UTC, RunTreeBuilder.NINE);
  }
}
