package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without a mouse, and without a script that moves the focus. */
@Tag("browser")
@SuppressWarnings("NullAway") // set at the start of each test
class KeyboardJourneyTest {

  private static final int TABS_AT_MOST = 40;

  @RegisterExtension static final Studio studio = new Studio();

  private StudioPage page;
  private Keyboard keyboard;

  @Test
  void aStepIsReachedReRunAndItsNewsReadByKeyboardAlone() {
    StudioPage other = studio.open();
    RunPagePart watched = other.run("users", "welcome", "Done");
    String id = watched.id().textContent();
    other.openNewWorkspace().submit();
    studio.files().edit("users.json", "\"Ada Lovelace\"", "\"Ada King\"");
    page = studio.open();
    keyboard = page.page().keyboard();
    page.goTo("/runs?workspace=production");
    assertThat(page.runsGrid().getByText("welcome").first()).isVisible();

    tabTo(page.page().getByRole(AriaRole.GRIDCELL, cell("users / welcome")));
    keyboard.press("Enter");
    RunPagePart run = new RunPagePart(page.page());
    assertThat(run.id()).hasText(id);
    assertThat(run.nodesOf("fetchUser")).isVisible();

    tabTo(run.nodes());
    keyboard.press("Home");
    press("ArrowRight", run.nodesOf("welcome"));
    press("ArrowRight", run.nodesOf("sendEmail"));
    press("ArrowRight", run.nodesOf("fetchUser"));
    press("ArrowLeft", run.nodesOf("sendEmail"));
    press("ArrowDown", run.nodesOf("sendNotification"));
    press("ArrowRight", run.nodesOf("fetchUser"));

    keyboard.press("r");
    RerunDialogPart dialog = run.rerunDialog();
    keyboard.press("Escape");
    assertThat(dialog.button()).not().isVisible();
    assertThat(run.nodesOf("fetchUser")).isFocused();

    keyboard.press("r");
    dialog = run.rerunDialog();
    assertThat(dialog.button()).hasText(Pattern.compile("Create development-\\d and re-run"));
    assertThat(dialog.button()).isFocused();
    tabTo(dialog.location("New child workspace"), "Shift+Tab");
    keyboard.press("ArrowUp");
    assertThat(dialog.location("production")).isFocused();
    assertThat(dialog.button()).hasText("Re-run in production");
    tabTo(dialog.button());
    keyboard.press("Enter");
    assertThat(dialog.button()).not().isVisible();

    assertThat(run.banner()).containsText("fetchUser has a new result (attempt 2).");
    assertThat(page.announcements()).containsText("fetchUser has a new result (attempt 2).");
    assertThat(run.nodesOf("fetchUser")).isFocused();
    assertThat(run.panel().attempt()).hasText("#2");
  }

  @Test
  void withALocationPreselectedTwoKeysReRun() {
    StudioPage other = studio.open();
    String id = other.run("users", "remind", "Done").id().textContent();
    if (studio.facts().count("workspace") == 1) {
      other.openNewWorkspace().submit();
    }
    page = studio.open();
    keyboard = page.page().keyboard();
    RunPagePart run = page.openRun(id, "development");
    assertThat(run.nodesOf("notifyOnce")).isVisible();
    tabTo(run.nodes());
    keyboard.press("Home");
    press("ArrowRight", run.nodesOf("remind"));
    press("ArrowRight", run.nodesOf("notifyOnce"));

    keyboard.press("r");
    RerunDialogPart dialog = run.rerunDialog();
    assertThat(dialog.button()).hasText("Re-run in development");
    assertThat(dialog.button()).isFocused();
    keyboard.press("Enter");

    assertThat(run.nodesOf("notifyOnce")).isFocused();
    assertThat(run.panel().attempt()).hasText("#2");
  }

  @Test
  void whyAndWhatDiffersAreReadAndFollowedByKeyboardAlone() {
    StudioPage other = studio.open();
    RunPagePart prepared = other.run("users", "welcome", "Done");
    String id = prepared.id().textContent();
    for (int attempt = 2; attempt <= 3; attempt++) {
      prepared.nodesOf("welcome").click();
      RerunDialogPart dialog = prepared.panel().openRerun();
      dialog.location("production").check();
      dialog.submit();
      assertThat(prepared.node("welcome, userId u1, attempt %d, done".formatted(attempt)))
          .isVisible();
    }
    page = studio.open();
    keyboard = page.page().keyboard();
    RunPagePart run = page.openRun(id, "production");
    assertThat(run.nodesOf("fetchUser")).isVisible();

    tabTo(run.nodes());
    keyboard.press("Home");
    press("ArrowRight", run.nodesOf("welcome"));
    keyboard.press("Enter");
    PanelPart panel = run.panel();
    tabTo(panel.tab("overview"));
    press("End", panel.tab("compare"));
    keyboard.press("Enter");
    Locator compare = panel.self().getByTestId("panel-compare");
    assertThat(compare.getByTestId("compare-outcome")).containsText("The results differ.");
    assertThat(panel.tab("compare")).isFocused();

    Locator choice = compare.getByTestId("compare-with");
    tabTo(choice.getByRole(AriaRole.BUTTON));
    assertThat(choice).containsText("#2");
    keyboard.press("ArrowDown");
    Locator options = page.page().getByRole(AriaRole.OPTION);
    assertThat(options).hasCount(2);
    keyboard.press("Home");
    keyboard.press("Enter");
    assertThat(choice).containsText("#1");
    assertThat(compare.getByTestId("compare-outcome")).containsText("#1");
    assertThat(compare.getByTestId("compare-outcome")).not().containsText("#2");

    tabTo(compare.getByTestId("compare-calls").getByRole(AriaRole.BUTTON));
    keyboard.press("Enter");
    assertThat(panel.name()).containsText("sendEmail");
    assertThat(panel.self()).isFocused();

    tabTo(panel.tab("compare"), "Shift+Tab");
    keyboard.press("Home");
    press("ArrowRight", panel.tab("memo"));
    keyboard.press("Enter");
    assertThat(panel.self().getByTestId("memo-headline")).isVisible();

    tabTo(run.nodes(), "Shift+Tab");
    assertThat(run.nodesOf("sendEmail")).isFocused();
    press("ArrowRight", run.nodesOf("fetchUser"));
    keyboard.press("Enter");
    assertThat(panel.name()).containsText("fetchUser");
    Locator memo = panel.self().getByTestId("panel-memo");
    assertThat(memo.getByTestId("considered-nothing")).isVisible();
    tabTo(
        memo.getByTestId("memo-reuse")
            .getByRole(
                AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName(Pattern.compile("^Open send"))));
    keyboard.press("Enter");
    assertThat(panel.self()).isFocused();
  }

  /** Presses Tab until the focus is there. */
  private void tabTo(Locator target) {
    tabTo(target, "Tab");
  }

  private void tabTo(Locator target, String key) {
    Locator focused = target.and(page.page().locator(":focus"));
    for (int tabs = 0; tabs < TABS_AT_MOST; tabs++) {
      if (focused.count() > 0) {
        return;
      }
      keyboard.press(key);
    }
    throw new AssertionError(
        "Not reached by %d presses of %s: %s".formatted(TABS_AT_MOST, key, target));
  }

  private void press(String key, Locator focused) {
    keyboard.press(key);
    assertThat(focused).isFocused();
  }

  private static Page.GetByRoleOptions cell(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
