package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.MouseButton;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The steps of a run as a table: where each stands, what is reused, find, filters and orders. */
@Tag("browser")
class StepsJourneyTest {

  /** Rows of steps begin with their number. */
  private static final String STEP = "^:\\d+";

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  @Test
  void aStepStandsWhereItExecutedAndAReusedCallIsALeafThatNamesItsOrigin() {
    RunPagePart run = steps(ManyRuns.WELCOME, "production");

    Locator fetched = row(run, "^:\\d+.*fetchUser userId u1.*Done");
    assertThat(fetched).hasCount(1);
    assertThat(fetched).hasAttribute("aria-level", "3");
    assertThat(row(run, "↪ fetchUser.*reused from production #1.*\\(.+s\\)")).hasCount(1);
    assertThat(run.tab("steps")).containsText("Steps " + row(run, STEP).count());
  }

  @Test
  void fromAChildWhatProductionExecutedStandsBelowTheFirstCallThatReusedIt() {
    RunPagePart run = steps(ManyRuns.WELCOME, "development");

    assertThat(row(run, "^:\\d+.*↪ fetchUser.*reused from production #1.*\\(.+s\\)")).hasCount(1);
    assertThat(row(run, "↪ fetchUser.*reused from production #1")).hasCount(2);
    assertThat(row(run, "^:\\d+.*sendEmail.*Done.*development")).hasCount(1);
  }

  @Test
  void onlyFailedAndFindLeaveRowsWithTheirCallersAndTheUrlKeepsThem() {
    StudioPage opened =
        studio.open().goTo("/runs/" + ManyRuns.FAILED + "/steps?workspace=production");
    RunPagePart run = new RunPagePart(opened.page());
    Page page = opened.page();
    Locator find = page.getByTestId("steps-find").getByRole(AriaRole.TEXTBOX);
    assertThat(row(run, "loadTable").first()).isVisible();

    page.getByRole(AriaRole.BUTTON, named("Only failed")).click();
    assertThat(page.getByTestId("steps-count")).hasText("2 of 100 steps");
    assertThat(row(run, STEP)).hasCount(2);
    assertThat(page).hasURL(Pattern.compile("only=failed"));

    page.reload();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Only failed")))
        .hasAttribute("aria-pressed", "true");
    assertThat(page.getByTestId("steps-count")).hasText("2 of 100 steps");
    page.getByRole(AriaRole.BUTTON, named("Only failed")).click();
    assertThat(row(run, "loadTable").first()).isVisible();

    find.fill("checkMonth");
    assertThat(row(run, "nightly")).hasCount(1);
    assertThat(row(run, "loadTable")).hasCount(0);
    find.fill("nothing is called this");
    assertThat(run.steps().getByText("No step matches.")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Show all steps")).click();
    assertThat(row(run, "loadTable").first()).isVisible();
    assertThat(find).hasValue("");
  }

  @Test
  void anotherOrderListsStepsWithTheirCallersAndCallOrderComesBack() {
    RunPagePart run = steps(ManyRuns.WELCOME, "production");
    Page page = run.steps().page();
    int steps = row(run, STEP).count();

    run.steps().getByText("Took", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(run.steps().getByText("Called by")).isVisible();
    assertThat(row(run, "fetchUser.*sendEmail \\+1")).hasCount(1);
    assertThat(row(run, STEP)).hasCount(steps);
    assertThat(row(run, "↪")).hasCount(0);
    assertThat(page).hasURL(Pattern.compile("sort=took"));

    page.getByTestId("steps-call-order").click();
    assertThat(row(run, "↪ fetchUser")).hasCount(1);
  }

  @Test
  void aRowIsReRunAndOpenedByKeyboardAndByItsMenu() {
    RunPagePart run = steps(ManyRuns.WELCOME, "development");
    Page page = run.steps().page();
    Keyboard keyboard = page.keyboard();
    run.steps().getByText("sendEmail").first().click();
    assertThat(run.panel().name()).containsText("sendEmail");

    keyboard.press("r");
    RerunDialogPart dialog = run.rerunDialog();
    assertThat(dialog.button()).hasText("Re-run in development");
    keyboard.press("Escape");
    assertThat(dialog.button()).not().isVisible();

    run.steps()
        .getByText("sendNotification")
        .first()
        .click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Show in the graph"))
        .click();
    assertThat(run.nodesOf("sendNotification").first()).isVisible();
    assertThat(run.panel().name()).containsText("sendNotification");
  }

  private static RunPagePart steps(String run, String workspace) {
    StudioPage page = studio.open().goTo("/runs/" + run + "/steps?workspace=" + workspace);
    RunPagePart shown = new RunPagePart(page.page());
    assertThat(row(shown, "sendNotification")).hasCount(1);
    return shown;
  }

  /** By what a row says, from its first cell to its last. */
  private static Locator row(RunPagePart run, String pattern) {
    return run.steps()
        .getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName(Pattern.compile(pattern)));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
