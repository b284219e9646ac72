package dev.pinwheel.studio.run.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.notice.EndNotices.Notice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndTextTest {

  private static final RunId RUN = new RunId(7);

  @Test
  void theNotificationNamesWorkflowStateRunAndWorkspace() {
    assertThat(EndText.title("users / welcome", State.FAILED)).isEqualTo("users / welcome: failed");
    assertThat(EndText.title("users / welcome", State.PART)).isEqualTo("users / welcome has ended");
    assertThat(EndText.body(RUN, "development/joe")).isEqualTo(RUN + " in development/joe");
  }

  @Test
  void whyNothingCanBeToldIsSaid() {
    assertThat(EndText.refusal("granted")).isEmpty();
    assertThat(EndText.refusal("denied"))
        .hasValueSatisfying(s -> assertThat(s).contains("settings"));
    assertThat(EndText.refusal("missing")).hasValueSatisfying(s -> assertThat(s).contains("https"));
    assertThat(EndText.refusal("default"))
        .contains("You will not be notified, because notifications were not allowed.");
  }

  @Test
  void whatIsToldSurvivesLoadingThePageAgain() {
    Notice notice = new Notice(RUN, "users / welcome", new WorkspaceId(12));

    assertThat(Notice.parse(notice.line())).contains(notice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "R 1 a", "notarun 12 users / welcome", "R7K2X x y"})
  void nonsenseIsNotTold(String line) {
    assertThat(Notice.parse(line)).isEmpty();
  }
}
