package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
    RunPage watched = other.run("users", "welcome", "Done");
    String id = watched.id().textContent();
    other.openNewWorkspace().submit();
    studio.files().edit("users.json", "\"Ada Lovelace\"", "\"Ada King\"");
    page = studio.open();
    keyboard = page.page().keyboard();
    page.goTo("/runs?workspace=production");
    assertThat(page.runsGrid().getByText("welcome")).isVisible();

    tabTo(page.page().getByRole(AriaRole.GRIDCELL, cell("users / welcome")));
    keyboard.press("Enter");
    RunPage run = new RunPage(page.page());
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
    assertThat(dialog.deed()).not().isVisible();
    assertThat(run.nodesOf("fetchUser")).isFocused();

    keyboard.press("r");
    dialog = run.rerunDialog();
    assertThat(dialog.deed()).isDisabled();
    assertThat(dialog.place("production")).isFocused();
    keyboard.press("Space");
    assertThat(dialog.deed()).hasText("Re-run in production");
    tabTo(dialog.deed());
    keyboard.press("Enter");
    assertThat(dialog.deed()).not().isVisible();

    assertThat(run.strip()).containsText("fetchUser has a new result (attempt 2).");
    assertThat(page.announcements()).containsText("fetchUser has a new result (attempt 2).");
    assertThat(run.nodesOf("fetchUser")).isFocused();
    assertThat(run.panel().attempt()).hasText("#2");
  }

  @Test
  void withAPlacePreselectedTwoKeysReRun() {
    StudioPage other = studio.open();
    String id = other.run("users", "remind", "Done").id().textContent();
    if (studio.facts().count("workspace") == 1) {
      other.openNewWorkspace().submit();
    }
    page = studio.open();
    keyboard = page.page().keyboard();
    RunPage run = page.openRun(id, "development");
    assertThat(run.nodesOf("notifyOnce")).isVisible();
    tabTo(run.nodes());
    keyboard.press("Home");
    press("ArrowRight", run.nodesOf("remind"));
    press("ArrowRight", run.nodesOf("notifyOnce"));

    keyboard.press("r");
    RerunDialogPart dialog = run.rerunDialog();
    assertThat(dialog.deed()).hasText("Re-run in development");
    assertThat(dialog.deed()).isFocused();
    keyboard.press("Enter");

    assertThat(run.nodesOf("notifyOnce")).isFocused();
    assertThat(run.panel().attempt()).hasText("#2");
  }

  /** Presses Tab until the focus is there. */
  private void tabTo(Locator target) {
    Locator focused = target.and(page.page().locator(":focus"));
    for (int tabs = 0; tabs < TABS_AT_MOST; tabs++) {
      if (focused.count() > 0) {
        return;
      }
      keyboard.press("Tab");
    }
    throw new AssertionError(
        "Not reached by %d presses of Tab: %s".formatted(TABS_AT_MOST, target));
  }

  private void press(String key, Locator focused) {
    keyboard.press(key);
    assertThat(focused).isFocused();
  }

  private static Page.GetByRoleOptions cell(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
