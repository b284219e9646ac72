package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The timeline of a run, from its tab to a step, by keyboard. */
@Tag("browser")
class TimelineJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void timelineIsReadZoomedFoldedAndLeftForAStepByKeyboardAlone() {
    StudioPage opened = studio.open();
    RunPagePart run = opened.run("users", "welcome", "Done");
    Page page = opened.page();
    Keyboard keyboard = page.keyboard();

    keyboard.press("2");
    Locator rows =
        page.getByRole(AriaRole.TREEGRID, new Page.GetByRoleOptions().setName("Steps over time"))
            .getByRole(AriaRole.ROW);
    assertThat(rows.first()).hasAttribute("aria-label", starts("welcome, userId u1, done, "));
    assertThat(page.getByTestId("timeline")).containsText("sendNotification");
    assertThat(page.getByTestId("timeline")).containsText("#1");
    int all = rows.count();
    assertThat(all).isGreaterThan(5);

    rows.first().focus();
    keyboard.press("ArrowDown");
    assertThat(rows.nth(1)).isFocused();
    assertThat(rows.nth(1)).hasAttribute("aria-label", starts("sendEmail, userId u1, done, "));
    keyboard.press("ArrowLeft");
    assertThat(rows.nth(1)).hasAttribute("aria-expanded", "false");
    assertThat(rows).not().hasCount(all);
    keyboard.press("ArrowRight");
    assertThat(rows).hasCount(all);

    Locator axis = page.getByTestId("time-axis");
    String before = axis.textContent();
    keyboard.press("+");
    keyboard.press("+");
    assertThat(axis).not().hasText(before);
    keyboard.press("f");
    assertThat(axis).hasText(before);

    keyboard.press("Enter");
    assertThat(run.panel().attempt()).isVisible();
    assertThat(rows.nth(1)).hasAttribute("aria-selected", "true");
  }

  @Test
  void timeIsZoomedWithWheelAndDragAndTheNextClickOpensAStep() {
    StudioPage opened = studio.open();
    RunPagePart run = opened.run("users", "welcome", "Done");
    Page page = opened.page();
    page.keyboard().press("2");
    Locator axis = page.getByTestId("time-axis");
    Locator row =
        page.getByRole(AriaRole.TREEGRID, new Page.GetByRoleOptions().setName("Steps over time"))
            .getByRole(AriaRole.ROW)
            .nth(1);
    assertThat(row).isVisible();
    BoundingBox at = axis.boundingBox();
    BoundingBox rowAt = row.boundingBox();

    String fitted = axis.textContent();
    page.mouse().move(at.x + at.width / 2, rowAt.y + rowAt.height / 2);
    page.keyboard().down("Control");
    page.mouse().wheel(0, -600);
    page.keyboard().up("Control");
    assertThat(axis).not().hasText(fitted);

    String zoomed = axis.textContent();
    page.mouse().move(at.x + 100, at.y + at.height / 2);
    page.mouse().down();
    page.mouse().move(at.x + 300, at.y + at.height / 2);
    page.mouse().up();
    assertThat(axis).not().hasText(zoomed);

    row.click();
    assertThat(run.panel().attempt()).isVisible();
  }

  private static Pattern starts(String text) {
    return Pattern.compile("^" + text);
  }
}
