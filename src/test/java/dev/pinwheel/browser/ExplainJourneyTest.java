package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why was it reused, why did it execute: read in the Memo tab. */
@Tag("browser")
class ExplainJourneyTest {

  private static final int TABS_AT_MOST = 60;

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void theMemoTabSaysWhatWasConsideredAndWhatDiffers() {
    StudioPage page = studio.open();
    RunPagePart run = page.run("machines", "rollOut", "Done");
    String id = run.id().textContent();
    studio.files().edit("machines.json", "\"version\": \"1.0\"", "\"version\": \"1.1\"");
    run.openRerunWhole().submit();
    assertThat(run.node("rollOut, attempt 2, done")).isVisible();

    page.goTo("/runs/%s?workspace=production&step=4&tab=memo".formatted(id));
    Locator memo = page.page().getByTestId("panel-memo");

    assertThat(memo.getByTestId("considered-nothing"))
        .hasText("No candidate has the same key. Nearest miss:");
    assertThat(memo.getByTestId("nearest-miss")).containsText("machineId differs: \"m");
    assertThat(memo.getByTestId("memo-reuse"))
        .containsText("config is not part of the key. It differs: $.version \"1.0\" → \"1.1\".");
    assertThat(memo.getByTestId("memo-not-in-key")).containsText("config is not part of the key");

    Keyboard keyboard = page.page().keyboard();
    Locator nearest =
        memo.getByTestId("nearest-miss")
            .getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Open " + id + ":3:1"));
    page.page().getByTestId("panel-close").focus();
    tabTo(page.page(), nearest);
    keyboard.press("Enter");
    assertThat(memo.getByTestId("considered-nothing"))
        .hasText("None: this was the first call of applyConfiguration.");
  }

  @Test
  void afterAReRunTheNewerAttemptIsTakenAndTheOlderOneNotNeeded() {
    StudioPage page = studio.open();
    RunPagePart run = page.run("users", "welcome", "Done");
    String id = run.id().textContent();
    run.nodesOf("fetchUser").click();
    run.panel().openRerun().submit();
    assertThat(run.panel().attempt()).hasText("#2");
    run.nodesOf("sendEmail").click();
    assertThat(run.panel().name()).containsText("sendEmail");
    run.panel().openRerun().submit();
    assertThat(run.panel().attempt()).hasText("#2");
    assertThat(run.panel().state()).containsText("Done");

    run.panel().countDisappearances();
    run.nodesOf("fetchUser").click();
    Locator memo = run.panel().open("memo");

    assertThat(run.panel().name()).containsText("fetchUser");
    assertThat(run.panel().disappearances()).isZero();
    assertThat(memo.getByTestId("memo-reuse"))
        .containsText("in production: not needed, because a newer one fits.");
    assertThat(memo.getByTestId("memo-facts")).containsText("memo was ignored");
    assertThat(page.page().getByTestId("memo-reuse")).containsText(id);

    run.nodesOf("sendEmail").click();
    Locator compare = run.panel().open("compare");
    assertThat(compare.getByTestId("compare-outcome")).containsText("The results differ.");
    assertThat(compare.getByTestId("compare-outcome")).containsText("$.file");
    assertThat(compare.getByTestId("compare-calls")).containsText("with the same outcome.");
  }

  /** Presses Tab until the focus is there. */
  private static void tabTo(Page page, Locator target) {
    Locator focused = target.and(page.locator(":focus"));
    for (int tabs = 0; tabs < TABS_AT_MOST; tabs++) {
      if (focused.count() > 0) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError(
        "Not reached by %d presses of Tab: %s".formatted(TABS_AT_MOST, target));
  }
}
