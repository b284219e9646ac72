package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What did the re-run change: from the banner, and between a child and its base. */
@Tag("browser")
class CompareJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void whatIsNewIsComparedFromTheBannerAndWithTheBase() {
    StudioPage page = studio.open();
    RunPagePart run = page.run("users", "welcome", "Done");
    String id = run.id().textContent();
    page.openNewWorkspace().submit();
    assertThat(page.band()).containsText("development› production");
    studio.files().edit("users.json", "\"Ada Lovelace\"", "\"Ada King\"");
    page.openRun(id, "development");
    run.nodesOf("fetchUser").click();
    run.panel().openRerun().submit();
    assertThat(run.banner()).containsText("fetchUser has a new result (attempt 2).");
    run.panel().close();

    run.bannerButton("Compare the attempts of fetchUser").click();

    assertThat(run.panel().name()).containsText("fetchUser");
    Locator attempts = run.panel().open("compare");
    assertThat(attempts.getByTestId("compare-outcome"))
        .containsText("$.name \"Ada Lovelace\" → \"Ada King\"");

    page.page().getByTestId("compare-run").click();

    Locator dialog = page.page().getByTestId("run-comparison-dialog");
    assertThat(dialog).containsText(id + ": development compared with production");
    assertThat(dialog.getByTestId("compare-outcome")).containsText("It is the same attempt.");
    assertThat(dialog.getByTestId("compare-otherResult"))
        .containsText("Another attempt, another outcome.");
    assertThat(dialog).containsText("5 steps at the same attempt.");

    dialog.getByTestId("compare-otherResult").getByRole(AriaRole.BUTTON).click();
    assertThat(dialog).hasCount(0);
    assertThat(run.panel().attempt()).hasText("#2");

    page.openRun(id, "production");
    assertThat(run.nodesOf("fetchUser")).isVisible();
    assertThat(page.page().getByTestId("compare-run")).not().isVisible();
  }
}
