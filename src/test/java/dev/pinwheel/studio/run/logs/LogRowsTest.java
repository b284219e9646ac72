package dev.pinwheel.studio.run.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.LogLine.Level;
import dev.pinwheel.query.LogLine.Part;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogRowsTest {

  private final LogLine line =
      new LogLine(
          17,
          RunTreeBuilder.execution(3, 1),
          "fetchUser",
          "userId \"u1\"",
          RunTreeBuilder.NINE,
          Level.WARN,
          List.of(new Part("User ", null), new Part("u1", "userId"), new Part(" is new", null)));

  @Test
  void theBrowserGetsTextAndValuesApartAndTheLinks() {
    String json =
        LogRows.json(List.of(line), id -> "line/" + id, step -> "step/" + step.number()).toString();

    assertThat(json)
        .isEqualTo(
            "[{\"id\":\"17\",\"time\":\"2026-11-22T09:00:00Z\",\"level\":\"warn\",\"step\":\"%s\","
                    .formatted(RunTreeBuilder.step(3))
                + "\"target\":\"fetchUser\",\"arguments\":\"userId"
                + " u1\",\"href\":\"line/17\",\"stepHref\":\"step/3\",\"parts\":[{\"text\":\"User"
                + " \"},{\"text\":\"u1\",\"name\":\"userId\"},{\"text\":\" is new\"}]}]");
  }

  @Test
  void stepsToChooseFromAreToldApartByTheirArguments() {
    assertThat(new LogsTab.Offered("parseRow", "row \"39\"").label(3))
        .isEqualTo("parseRow :3 row 39");
    assertThat(new LogsTab.Offered("parseRow", null).label(3)).isEqualTo("parseRow :3");
  }

  @Test
  void theDownloadHasOneMessageALine() {
    assertThat(LogRows.text(List.of(line)))
        .isEqualTo(
            "2026-11-22T09:00:00Z warn %s fetchUser: User u1 is new\n"
                .formatted(RunTreeBuilder.execution(3, 1)));
  }

  @Test
  void outputCountsAsInfoAndErrorOutputAsWarning() {
    assertThat(LogLevels.ofWord("info").levels())
        .contains(Level.STDOUT)
        .doesNotContain(Level.DEBUG);
    assertThat(LogLevels.ofWord("warn").levels()).contains(Level.STDERR).doesNotContain(Level.INFO);
    assertThat(LogLevels.ofWord("error").levels()).containsExactly(Level.ERROR);
    assertThat(LogLevels.ofWord("loud")).isEqualTo(LogLevels.ALL);
  }
}
