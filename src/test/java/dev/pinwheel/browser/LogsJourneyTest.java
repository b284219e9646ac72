package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.pinwheel.browser.modules.Talker;
import dev.pinwheel.worker.Worker;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log of a run: counted, searched, coloured, with columns; and what failed in it. */
@Tag("browser")
class LogsJourneyTest {

  /** So much of the panel, in px, may be above its content. */
  private static final double PANEL_HEAD = 152;

  @RegisterExtension static final Studio studio = new Studio();

  @SuppressWarnings("NullAway") // set up before all tests
  private static Worker worker;

  @SuppressWarnings("NullAway") // set up before all tests
  private static String run;

  @BeforeAll
  static void talk() {
    worker =
        Worker.builder()
            .server(studio.address().toString())
            .name("talker")
            .workspace("production")
            .stopOnSignals(false)
            .module(Talker.class)
            .start();
    run = studio.open().run("talker", "talkAboutEverythingThereIs", "Failed").id().textContent();
  }

  @AfterAll
  static void endWorker() {
    worker.close();
  }

  private static Page open(String view) {
    StudioPage opened = studio.open().goTo("/runs/" + run + view);
    return opened.page();
  }

  private static Locator count(Page page) {
    return page.getByTestId("logs").getByTestId("log-count");
  }

  @Test
  void linesAreCountedAndMatchesGoneThrough() {
    Page page = open("/logs?workspace=production");
    assertThat(count(page)).hasText("451 lines");

    Locator text = page.getByTestId("log-text").locator("input");
    text.fill("line 4");
    assertThat(count(page)).hasText("62 matching lines");
    assertThat(page.locator(".pw-log mark").first()).hasText("Line");

    text.press("Enter");
    assertThat(count(page)).hasText("1 of 62 matching lines");
    // A text and a value, each with its part of the match.
    assertThat(page.locator(".pw-log mark[data-now]")).hasText(new String[] {"Line", "4"});
    page.getByTestId("log-next").click();
    assertThat(count(page)).hasText("2 of 62 matching lines");
    text.press("Shift+Enter");
    assertThat(count(page)).hasText("1 of 62 matching lines");
    page.getByTestId("log-previous").click();
    assertThat(count(page)).hasText("62 of 62 matching lines");
  }

  @Test
  void coloursAreTextAndNothingElseIsLeftOfThem() {
    Page page = open("/logs?workspace=production&find=Line 400");

    Locator line = page.locator(".pw-log").first();
    assertThat(line.locator("[data-colour=red][data-bold]")).hasText("Line");
    assertThat(line.locator(".pw-log-text")).hasText("Line 400 of 450");
    assertThat(count(page)).hasText("1 matching line");
  }

  @Test
  void valuesBecomeColumnsAndStepNamesAreNotBroken() {
    Page page = open("/logs?workspace=production");
    page.getByTestId("log-columns").click();
    page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("number")).check();

    Locator columns = page.locator(".pw-log-column");
    assertThat(columns.first()).hasText("number");
    assertThat(columns.nth(7)).hasText("7");
    page.keyboard().press("Escape");

    page.getByText("Wrap", new Page.GetByTextOptions().setExact(true)).click();
    Locator last = page.locator(".pw-log").filter(new Locator.FilterOptions().setHasText("no end"));
    page.getByTestId("log-text").locator("input").fill("no end");
    assertThat(last).isVisible();
    double line = page.locator(".pw-log-time").first().boundingBox().height;
    assertThat(last.boundingBox().height).isGreaterThan(3 * line);
    assertThat(last.locator(".pw-log-step time, .pw-log-step").first().innerText())
        .doesNotContain("\n");
  }

  @Test
  void framesOfLibrariesAreFoldedAndLongMessagesCut() {
    Page page = open("?workspace=production&step=3");
    Locator failure = page.getByTestId("failure");
    assertThat(failure).isVisible();
    // The head may still wrap while the page is drawn.
    page.waitForCondition(() ->
        page.getByTestId("panel-overview").boundingBox().y
                - page.getByTestId("step-panel").boundingBox().y
            < PANEL_HEAD);

    Locator folded =
        failure
            .locator("summary")
            .filter(new Locator.FilterOptions().setHasText("the JDK"))
            .first();
    assertThat(folded).hasText(Pattern.compile("\\d+ frames of the JDK"));
    assertThat(failure.getByText("Integer.parseInt").first()).not().isVisible();
    folded.focus();
    page.keyboard().press("Enter");
    assertThat(failure.getByText("Integer.parseInt").first()).isVisible();

    Locator all =
        failure
            .getByText("Show all", new Locator.GetByTextOptions().setExact(true))
            .and(page.locator(":visible"));
    assertThat(all).hasCount(1);
    double before = failure.boundingBox().height;
    all.click();
    assertThat(failure.getByText("Show less")).isVisible();
    assertThat(failure.boundingBox().height).isGreaterThan(before + 100);
  }
}
