package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Memoizing as a person meets it first: run, look at the pin, re-run, read what became stale. */
@Tag("browser")
class UsersJourneyTest {

  private static final String FETCH_USER = "fetchUser, userId u1, done, memoized, reused by 1 call";

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void aSecondCallReusesTheUserThatWasRead() {
    RunPagePart run = studio.open().run("users", "welcome", "Done");

    assertThat(run.node(FETCH_USER)).isVisible();
    assertThat(run.reused()).containsText("reused 1 of");
    assertThat(studio.facts().executions(run.id().textContent(), "fetchUser")).isEqualTo(1);
  }

  @Test
  void whatWasReadAnewIsUsedByTheCallersThatAreRunAgain() {
    RunPagePart run = studio.open().run("users", "welcome", "Done");
    String id = run.id().textContent();
    studio.files().edit("users.json", "\"Ada Lovelace\"", "\"Ada King\"");

    run.openNode(FETCH_USER).openRerun().submit();

    assertThat(run.banner())
        .containsText(
            "fetchUser has a new result (attempt 2). sendEmail and sendNotification still hold"
                + " attempt 1. A re-run never runs callers.");
    assertThat(run.status()).containsText("stale");
    assertThat(run.panel().open("overview")).containsText("Ada King");
    assertThat(studio.facts().executions(id, "sendEmail")).isEqualTo(1);

    run.bannerButton("Re-run sendEmail…").click();
    run.rerunDialog().submit();

    assertThat(run.panel().name()).containsText("sendEmail");
    assertThat(run.panel().attempt()).hasText("#2");
    assertThat(run.panel().open("overview")).containsText("Welcome Ada King!");
    assertThat(run.panel().open("calls")).containsText("reused");
    assertThat(studio.facts().executions(id, "sendEmail")).isEqualTo(2);
    assertThat(studio.facts().executions(id, "fetchUser")).isEqualTo(2);
    assertThat(studio.facts().executions(id, "sendNotification")).isEqualTo(1);
  }

  @Test
  void reRunningTheWholeRunAgainAndAgainAddsAttemptsButNoSteps() {
    RunPagePart run = studio.open().run("users", "welcome", "Done");
    String id = run.id().textContent();
    run.openRerunWhole().submit();
    assertThat(run.node("welcome, userId u1, attempt 2, done")).isVisible();
    int steps = studio.facts().tree("production", id).nodes().size();
    List<String> afterTheFirst = run.nodeNames();

    for (int attempt = 3; attempt <= 5; attempt++) {
      run.openRerunWhole().submit();
      assertThat(run.node("welcome, userId u1, attempt %d, done".formatted(attempt))).isVisible();
    }

    assertThat(run.nodes()).hasCount(afterTheFirst.size());
    assertThat(studio.facts().tree("production", id).nodes()).hasSize(steps);
    assertThat(studio.facts().executions(id, "welcome")).isEqualTo(5);
    assertThat(studio.facts().executions(id, "fetchUser")).isEqualTo(1);
  }
}
