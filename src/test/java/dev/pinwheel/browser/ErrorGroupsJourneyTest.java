package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From all failed runs to those of one error, and back. */
@Tag("browser")
class ErrorGroupsJourneyTest {

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  @Test
  void failedRunsAreGroupedByErrorAndTheListIsNarrowedToOne() {
    StudioPage opened = studio.open().goTo("/runs?workspace=production&since=ever");
    Page page = opened.page();
    Locator grouping = page.getByLabel("Group failed runs by error");

    grouping.check();
    assertThat(page).hasURL(Pattern.compile(".*group=error.*"));
    Locator rows = page.getByTestId("error-group-row");
    Locator snow = rows.filter(new Locator.FilterOptions().setHasText("checkMonth: "));
    assertThat(snow).containsText("1 ×");
    assertThat(page.getByTestId("error-groups-summary")).containsText("failed runs.");

    snow.getByTestId("rerun-group").click();
    DialogPart dialog = new DialogPart(page, "bulk-rerun-dialog");
    assertThat(dialog.button()).hasText(Pattern.compile("Create development-\\d and re-run 1 run"));
    assertThat(dialog.field("plan-will-run")).containsText("nightly (forced)");
    dialog.cancel();

    snow.getByRole(AriaRole.BUTTON).first().click();
    assertThat(page).hasURL(Pattern.compile(".*error=[0-9a-f]{16}.*"));
    assertThat(opened.runsGrid()).containsText(ManyRuns.FAILED);
    assertThat(opened.runsGrid().getByText("users / remind").locator("visible=true")).hasCount(0);
    assertThat(page.getByTestId("error-group")).containsText("checkMonth: ");
    page.reload();
    assertThat(page.getByTestId("error-group")).containsText("checkMonth: ");
    assertThat(opened.runsGrid()).containsText(ManyRuns.FAILED);

    page.getByTestId("clear-error-group").click();
    assertThat(page.getByTestId("error-group")).not().isVisible();
    assertThat(page).not().hasURL(Pattern.compile(".*error=.*"));
    opened.goTo("/runs?workspace=production&error=nonsense");
    assertThat(opened.main().getByText("No matching runs")).isVisible();
  }
}
