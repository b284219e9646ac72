package dev.pinwheel.studio.run.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.query.step.ExecutionView.RanOn;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PanelTextTest {

  @Test
  void saysWhatItTookAndForWhat() {
    Instant start = Instant.parse("2026-11-22T10:00:00Z");

    assertThat(
            PanelText.took(
                List.of(
                    new Segment(Segment.Kind.QUEUED, start, start.plusSeconds(66)),
                    new Segment(
                        Segment.Kind.EXECUTING, start.plusSeconds(66), start.plusSeconds(67)),
                    new Segment(Segment.Kind.WAITING, start.plusSeconds(67), start.plusSeconds(69)),
                    new Segment(
                        Segment.Kind.EXECUTING, start.plusSeconds(69), start.plusSeconds(70))),
                true))
        .isEqualTo("1 min 10 s: queued 1 min 6 s, waiting 2 s, executing 2 s");
    assertThat(
            PanelText.took(
                List.of(new Segment(Segment.Kind.EXECUTING, start, start.plusMillis(12))), true))
        .isEqualTo("12 ms");
    assertThat(
            PanelText.took(
                List.of(new Segment(Segment.Kind.EXECUTING, start, start.plusMillis(12))), false))
        .isEqualTo("12 ms; waits were not recorded");
  }

  @Test
  void theNameOfALinkTellsEqualTargetsApart() {
    assertThat(PanelText.open("parseRow", "row \"39\"", RunTreeBuilder.execution(3, 1)))
        .isEqualTo("Open parseRow row 39, " + RunTreeBuilder.execution(3, 1));
    assertThat(PanelText.open("parseRow", null, RunTreeBuilder.execution(3, 1)))
        .isEqualTo("Open parseRow, " + RunTreeBuilder.execution(3, 1));
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
