package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs over time: a stretch is dragged, typed, or chosen by keyboard, and narrows the list. */
@Tag("browser")
class RunsOverTimeJourneyTest {

  private static final Pattern A_STRETCH =
      Pattern.compile(".*[?&]from=.*&to=.*|.*[?&]to=.*&from=.*");

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void aStretchIsDraggedAndGivenUpAgain() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    opened.run("users", "remind", "Done");
    opened.goTo("/runs?workspace=production&since=1d");
    Locator picture = page.getByTestId("histogram");
    assertThat(page.getByTestId("histogram-readout")).containsText("a bar is 30 minutes");
    // What comes later moves it.
    assertThat(opened.runsGrid().getByText("remind").first()).isVisible();
    opened.awaitQuiet();

    BoundingBox at = picture.boundingBox();
    page.mouse().move(at.x + at.width * 0.1, at.y + at.height / 2);
    page.mouse().down();
    page.mouse().move(at.x + at.width * 0.5, at.y + at.height / 2);
    assertThat(page.getByTestId("histogram-readout")).containsText(": 0 runs");
    page.mouse().up();

    assertThat(page).hasURL(A_STRETCH);
    assertThat(opened.main()).containsText("No matching runs");
    assertThat(page.getByTestId("activity-from")).isVisible();
    page.getByTestId("clear-range").click();
    assertThat(opened.runsGrid().getByText("remind").first()).isVisible();
    assertThat(page.getByTestId("activity-from")).not().isVisible();
  }

  @Test
  void aStretchIsChosenByKeyboardAndBackKeepsIt() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    RunPagePart run = opened.run("users", "remind", "Done");
    String id = run.id().textContent();
    opened.goTo("/runs?workspace=production&since=1d");
    Locator bars = page.getByTestId("histogram").getByRole(AriaRole.OPTION);
    assertThat(bars.last()).hasAttribute("tabindex", "0");

    bars.last().focus();
    page.keyboard().press("Shift+ArrowLeft");
    assertThat(bars.last()).hasAttribute("aria-selected", "true");
    page.keyboard().press("Escape");
    assertThat(bars.last()).hasAttribute("aria-selected", "false");
    page.keyboard().press("End");
    page.keyboard().press("Enter");

    assertThat(page).hasURL(A_STRETCH);
    assertThat(page.getByTestId("histogram-readout")).containsText("a bar is 1 minute");
    opened.runsGrid().getByText("remind").first().click();
    assertThat(new RunPagePart(page).id()).hasText(id);
    page.goBack();
    assertThat(page).hasURL(A_STRETCH);
    assertThat(page.getByTestId("activity-from")).isVisible();
    assertThat(opened.runsGrid().getByText("remind").first()).isVisible();
  }

  @Test
  void aTimeIsTypedAndNonsenseInTheAddressIsTold() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    opened.run("users", "remind", "Done");
    opened.goTo("/runs?workspace=production&from=2020-01-01T00:00:00Z");
    assertThat(page.getByTestId("activity-from")).hasValue("2020-01-01T01:00");
    assertThat(opened.runsGrid().getByText("remind").first()).isVisible();

    page.getByTestId("activity-to").fill("2020-02-01T00:00");
    page.getByTestId("activity-to").press("Tab");
    assertThat(page).hasURL(A_STRETCH);
    assertThat(opened.main()).containsText("No matching runs");

    opened.goTo("/runs?workspace=production&from=yesterday");
    assertThat(page.getByTestId("list-note")).containsText("found 'yesterday'. It has no effect.");
    assertThat(opened.runsGrid().getByText("remind").first()).isVisible();
  }

  @Test
  void theListIsSortedBySubmissionAndMarksWhatIsStale() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    opened.run("users", "remind", "Done");
    opened.goTo("/runs?workspace=production&order=submission&status=stale");

    assertThat(opened.runsGrid()).containsText("Submitted");
    assertThat(page.getByTestId("list-note")).containsText("marked among the rows that are loaded");
    assertThat(opened.runsGrid().getByText("remind").first()).isVisible();
  }

  @Test
  void aColumnThatCameBackHasItsContent() {
    StudioPage opened = studio.open(new Browser.NewContextOptions().setViewportSize(1500, 720));
    String id = opened.run("users", "remind", "Done").id().textContent();
    opened.goTo("/runs?workspace=production&q=" + id);
    Locator by =
        opened
            .runsGrid()
            .getByText("local", new Locator.GetByTextOptions().setExact(true))
            .locator("visible=true");
    assertThat(by).hasCount(1);

    opened.page().setViewportSize(1300, 720);
    assertThat(by).hasCount(0);
    opened.page().setViewportSize(1500, 720);
    assertThat(by).hasCount(1);
  }
}
