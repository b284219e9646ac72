package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
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
  void withAPlacePreselectedTwoKeysReRun() {
    StudioPage other = studio.open();
    String id = other.run("users", "remind", "Done").id().textContent();
    other.openNewWorkspace().submit();
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
}
