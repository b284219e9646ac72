package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many runs are re-run and cancelled at once. */
@Tag("browser")
class BulkJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void twoFailedRunsAreSelectedByKeyboardAndReRunInAChild() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    Keyboard keyboard = page.keyboard();
    String one = fail(opened, "u998");
    String other = fail(opened, "u999");
    opened.goTo("/runs?workspace=production&status=failed");
    Locator rows = checks(opened);
    assertThat(rows).hasCount(2);

    // Tab reaches the list in one stop.
    page.getByTestId("sort").focus();
    keyboard.press("Tab");
    assertThat(page.getByRole(AriaRole.GRIDCELL, named("Select users / welcome " + other)))
        .isFocused();
    keyboard.press("x");
    assertThat(bar(opened, "selection-count")).hasText("1 run selected");
    assertThat(opened.announcements()).hasText("1 run selected.");
    keyboard.press("ArrowDown");
    keyboard.press("Shift+X");
    assertThat(bar(opened, "selection-count")).hasText("2 runs selected");
    assertThat(page.getByRole(AriaRole.GRIDCELL, named("Select users / welcome " + one)))
        .isFocused();
    assertThat(bar(opened, "bulk-cancel")).isDisabled();
    assertThat(bar(opened, "selection-note")).hasText("Nothing to cancel: all have ended.");

    keyboard.press("Escape");
    assertThat(page.getByTestId("selection-bar")).not().isVisible();
    assertThat(rows.first()).not().isChecked();
    keyboard.press("x");
    keyboard.press("ArrowUp");
    keyboard.press("x");
    assertThat(rows.first()).isChecked();
    assertThat(bar(opened, "selection-count")).hasText("2 runs selected");

    bar(opened, "bulk-rerun").click();
    DialogPart dialog = new DialogPart(page, "bulk-rerun-dialog");
    dialog.self().getByText("New child workspace…").click();
    dialog.input("child-name").fill("development/mending");
    assertThat(dialog.field("plan-will-run")).containsText("will run");
    assertThat(dialog.field("plan-will-run")).containsText("welcome × 2 (forced)");
    assertThat(dialog.field("plan-notes"))
        .containsText("2 runs did not get to their end: if they get further, they may call more.");
    assertThat(dialog.button()).hasText("Create development/mending and re-run 2 runs");
    dialog.submit();

    assertThat(page.getByText("Re-ran 2 runs in development/mending.")).isVisible();
    assertThat(opened.band()).containsText("development/mending");
    assertThat(page.getByTestId("selection-bar")).not().isVisible();
    assertThat(opened.runsGrid().getByText("re-run here").locator("visible=true")).hasCount(2);
    for (String run : List.of(one, other)) {
      assertThat(opened.runsGrid()).containsText(run);
      assertThat(studio.facts().executions(run, "welcome")).isEqualTo(2);
    }
  }

  @Test
  void twoThatRunAreCancelledAndTheThirdIsNamed() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    String ended = opened.run("users", "welcome", "Done").id().textContent();
    String one = startSlow(opened);
    String other = startSlow(opened);
    opened.goTo("/runs?workspace=production");
    check(opened, other).click();
    check(opened, ended)
        .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
    assertThat(bar(opened, "selection-count")).hasText("3 runs selected");
    assertThat(check(opened, one)).isChecked();

    new PalettePart(page).open().type("selected").option("Cancel 3 selected runs…").click();
    DialogPart dialog = new DialogPart(page, "bulk-cancel-dialog");
    assertThat(dialog.field("cancel-consequence"))
        .containsText(Pattern.compile("open executions of 2 runs in production will end"));
    assertThat(dialog.field("bulk-cancelled")).containsText(one);
    assertThat(dialog.field("bulk-cancelled")).containsText(other);
    assertThat(dialog.field("bulk-refused")).containsText("1 run cannot be cancelled");
    assertThat(dialog.field("bulk-refused")).containsText(ended);
    assertThat(dialog.field("bulk-refused")).containsText("This run has no open executions.");
    assertThat(dialog.button()).hasText("Cancel 2 runs in production");
    dialog.submit();

    assertThat(page.getByText("Cancelled 2 runs in production.")).isVisible();
    assertThat(opened.runsGrid().getByText("2 cancelled").locator("visible=true")).hasCount(2);
    assertThat(bar(opened, "selection-count")).hasText("1 run selected");
    bar(opened, "bulk-clear").click();
    assertThat(page.getByTestId("selection-bar")).not().isVisible();
    assertThat(check(opened, ended)).not().isChecked();
  }

  @Test
  void aRunThatIsRefusedIsListedAndTheOtherIsReRun() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    String ofBase = opened.run("users", "remind", "Done").id().textContent();
    WorkspaceDialog child = opened.openNewWorkspace();
    child.name().fill("trying");
    child.submit();
    assertThat(opened.band()).containsText("trying");
    String ofChild = opened.run("users", "remind", "Done").id().textContent();
    opened.goTo("/runs?workspace=trying");
    check(opened, ofChild).click();
    check(opened, ofBase).click();

    bar(opened, "bulk-rerun").click();
    DialogPart dialog = new DialogPart(page, "bulk-rerun-dialog");
    assertThat(dialog.button()).hasText("Re-run 2 runs in trying");
    dialog.field("other-workspace").click();
    dialog.field("location-production").click();
    assertThat(dialog.field("bulk-refused")).containsText("1 run cannot be re-run in production");
    assertThat(dialog.field("bulk-refused")).containsText(ofChild);
    assertThat(dialog.field("bulk-refused"))
        .containsText("There is no step " + ofChild + ":1 that 'production' can see.");
    assertThat(dialog.button()).hasText("Re-run 1 run in production");
    dialog.submit();

    assertThat(opened.band()).containsText("production");
    assertThat(opened.runsGrid()).containsText(ofBase);
    assertThat(opened.runsGrid()).not().containsText(ofChild);
    assertThat(studio.facts().executions(ofBase, "remind")).isEqualTo(2);
    assertThat(studio.facts().executions(ofChild, "remind")).isEqualTo(1);
  }

  private static String fail(StudioPage opened, String user) {
    RunDialogPart dialog = opened.openRunDialog("users", "welcome");
    dialog.argument("userId").fill(user);
    dialog.submit();
    RunPagePart run = new RunPagePart(opened.page());
    assertThat(run.status()).containsText("Failed");
    return run.id().textContent();
  }

  /** A run that goes on until it is cancelled. */
  private static String startSlow(StudioPage opened) {
    RunDialogPart dialog = opened.openRunDialog("patterns", "slow");
    dialog.argument("seconds").fill("3000");
    dialog.submit();
    RunPagePart run = new RunPagePart(opened.page());
    assertThat(run.status()).containsText("Running");
    return run.id().textContent();
  }

  private static Locator bar(StudioPage opened, String part) {
    return opened.page().getByTestId("selection-bar").getByTestId(part);
  }

  private static Locator checks(StudioPage opened) {
    return opened
        .runsGrid()
        .getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName("Select users"));
  }

  private static Locator check(StudioPage opened, String run) {
    return opened
        .runsGrid()
        .getByRole(
            AriaRole.CHECKBOX,
            new Locator.GetByRoleOptions().setName(Pattern.compile("^Select .* " + run + "$")));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
