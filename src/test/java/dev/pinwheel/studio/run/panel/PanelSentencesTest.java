package dev.pinwheel.studio.run.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.step.ExecutionView.RanOn;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PanelSentencesTest {

  @Test
  void saysHowManyAttemptsAreVisibleFromWhere() {
    assertThat(PanelSentences.attempts(1, new WorkspaceName("production")))
        .isEqualTo("1 attempt visible from production");
    assertThat(PanelSentences.attempts(2, new WorkspaceName("development/joe")))
        .isEqualTo("2 attempts visible from development/joe");
  }

  @Test
  void saysOnWhatItRuns() {
    assertThat(PanelSentences.runsOn(new RanOn("embedded worker", true, "1")))
        .isEqualTo("embedded worker");
    assertThat(PanelSentences.runsOn(new RanOn("joe@laptop", false, "3f2a91")))
        .isEqualTo("joe@laptop, code 3f2a91");
    assertThat(PanelSentences.runsOn(null)).isEmpty();
  }

  @Test
  void namesTheMemoOptionAsItIsWritten() {
    assertThat(PanelSentences.option(new MemoOption.All(), "task")).isEqualTo("task, @Memo");
    assertThat(PanelSentences.option(new MemoOption.Parameters(List.of("machineId")), "call site"))
        .isEqualTo("call site, @Memo(\"machineId\")");
    assertThat(PanelSentences.option(new MemoOption.Off(), "task")).isEqualTo("task, off");
    assertThat(PanelSentences.option(null, "default")).isEqualTo("not set anywhere, so off");
  }
}
