package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.run.RunTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A child workspace reuses what its base remembers, and its base sees nothing of it. */
@Tag("browser")
class ChildWorkspaceJourneyTest {

  private static final List<String> TARGETS =
      List.of("welcome", "sendEmail", "sendNotification", "fetchUser", "fetchPlan");

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void reRunningInAChildReusesWhatProductionRemembersAndProductionSeesNothingOfIt() {
    StudioPage page = studio.open();
    RunPagePart run = page.run("users", "welcome", "Done");
    String id = run.id().textContent();
    Instant now = Instant.now().plus(Duration.ofMinutes(2));
    StudioPage reader = studio.open().dismissWelcome();
    Map<String, String> before = Readings.of(reader, now, "production", id, TARGETS);
    StudioPage watcher = studio.open().dismissWelcome();
    watcher.page().clock().setFixedTime(Date.from(now));
    watcher.openRun(id, "production").nodesOf("fetchUser").click();
    Locator memo = new PanelPart(watcher.page()).open("memo");
    assertThat(memo.getByTestId("memo-considered")).isVisible();
    String watchedBefore = Readings.ofOpenPage(watcher);
    RunTree treeBefore = studio.facts().tree("production", id);
    List<RunRow> runsBefore = studio.facts().runs("production");

    WorkspaceDialog dialog = page.openNewWorkspace();
    assertThat(dialog.name()).hasValue("development");
    dialog.submit();
    assertThat(page.band()).containsText("development› production");
    assertThat(page.note())
        .containsText("development is empty: everything you see comes from production.");
    page.navigation("runs").click();
    page.runsGrid().getByText("welcome").click();
    assertThat(run.id()).hasText(id);
    RerunDialogPart rerun = run.openRerunWhole();
    assertThat(rerun.button()).hasText("Re-run in development");
    rerun.submit();

    assertThat(run.node("welcome, userId u1, attempt 2, done")).isVisible();
    assertThat(run.node("fetchUser, userId u1, done, in production, memoized, reused by 3 calls"))
        .isVisible();
    assertThat(run.reused()).containsText("reused 2 of");
    run.tab("steps").click();
    assertThat(run.steps()).containsText("reused from production");
    assertThat(studio.facts().executions(id, "fetchUser")).isEqualTo(1);
    assertThat(studio.facts().executions(id, "sendEmail")).isEqualTo(2);

    assertThat(Readings.ofOpenPage(watcher)).isEqualTo(watchedBefore);
    Map<String, String> after = Readings.of(reader, now, "production", id, TARGETS);
    assertThat(after).hasSameSizeAs(before);
    SoftAssertions.assertSoftly(softly ->
        after.forEach(
            (place, text) -> softly.assertThat(text).as(place).isEqualTo(before.get(place))));
    assertThat(studio.facts().tree("production", id))
        .usingRecursiveComparison()
        .ignoringFields("version")
        .isEqualTo(treeBefore);
    assertThat(studio.facts().runs("production")).isEqualTo(runsBefore);
  }
}
