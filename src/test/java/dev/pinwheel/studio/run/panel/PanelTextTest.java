package dev.pinwheel.studio.run.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.step.ExecutionView.RanOn;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PanelTextTest {

  @Test
  void saysHowManyAttemptsAreVisibleFromWhere() {
    assertThat(PanelText.attempts(1, new WorkspaceName("production")))
        .isEqualTo("1 attempt visible from production");
    assertThat(PanelText.attempts(2, new WorkspaceName("development/joe")))
        .isEqualTo("2 attempts visible from development/joe");
  }

  @Test
  void saysOnWhatItRuns() {
    assertThat(PanelText.runsOn(new RanOn("embedded worker", true, "1")))
        .isEqualTo("embedded worker");
    assertThat(PanelText.runsOn(new RanOn("joe@laptop", false, "3f2a91")))
        .isEqualTo("joe@laptop, code 3f2a91");
    assertThat(PanelText.runsOn(null)).isEmpty();
  }

  @Test
  void namesTheMemoOptionAsItIsWritten() {
    assertThat(PanelText.option(new MemoOption.All(), "task")).isEqualTo("task, @Memo");
    assertThat(PanelText.option(new MemoOption.Parameters(List.of("machineId")), "call site"))
        .isEqualTo("call site, @Memo(\"machineId\")");
    assertThat(PanelText.option(new MemoOption.Off(), "task")).isEqualTo("task, off");
    assertThat(PanelText.option(null, "default")).isEqualTo("not set anywhere, so off");
  }
}
