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

/** Workflows as rows that open, their trends, and new runs with the arguments of former ones. */
@Tag("browser")
class WorkflowsJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void rowsAreOpenedAndClosedByKeyboardAndStayOpenInTheAddress() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    Keyboard keyboard = page.keyboard();
    opened.goTo("/workflows?workspace=production");
    Locator welcome = row(opened, "users", "welcome");
    Locator toggle = toggle(welcome);
    assertThat(toggle).hasAttribute("aria-expanded", "false");

    toggle.focus();
    keyboard.press("Enter");
    assertThat(toggle).hasAttribute("aria-expanded", "true");
    Locator arguments =
        welcome.getByRole(
            AriaRole.TABLE, new Locator.GetByRoleOptions().setName("Arguments of welcome"));
    assertThat(arguments).containsText("userId");
    assertThat(arguments).containsText("text");
    assertThat(toggle).isFocused();

    keyboard.press("ArrowDown");
    assertThat(toggle).not().isFocused();
    Locator focused = page.locator(":focus");
    assertThat(focused).hasAttribute("aria-expanded", "false");
    keyboard.press("ArrowRight");
    assertThat(focused).hasAttribute("aria-expanded", "true");
    keyboard.press("ArrowLeft");
    assertThat(focused).hasAttribute("aria-expanded", "false");
    keyboard.press("ArrowUp");
    assertThat(toggle).isFocused();

    page.reload();
    assertThat(toggle).hasAttribute("aria-expanded", "true");
    welcome.getByText("userId: text").first().click();
    assertThat(toggle).hasAttribute("aria-expanded", "false");
  }

  @Test
  void aTrendIsWalkedByKeyboardAndABarOpensItsRun() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    opened.run("users", "remind", "Done");
    RunPagePart second = opened.run("users", "remind", "Done");
    String id = second.id().textContent();

    opened.goTo("/workflows?workspace=production&open=users%2Fremind");
    Locator trend = page.getByTestId("trend-users-remind");
    assertThat(trend.getByTestId("trend-facts")).containsText("2 ended runs");
    assertThat(trend.getByTestId("trend-facts")).containsText("p50 and p95 from 5 done runs on");
    Locator bars = trend.getByRole(AriaRole.GROUP).getByRole(AriaRole.LINK);
    assertThat(bars).hasCount(2);
    assertThat(bars.nth(1)).hasAttribute("aria-label", Pattern.compile("^" + id + ", .*done"));
    trend.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Table")).click();
    assertThat(trend.getByRole(AriaRole.TABLE).getByRole(AriaRole.LINK)).hasCount(2);

    bars.nth(1).focus();
    page.keyboard().press("ArrowLeft");
    assertThat(bars.nth(0)).isFocused();
    page.keyboard().press("End");
    page.keyboard().press("Enter");
    assertThat(new RunPagePart(page).id()).hasText(id);
    page.goBack();
    assertThat(bars).hasCount(2);
  }

  @Test // W6, V2
  void aChildSeesWhatItsBaseDeclaresAndChoosesWhoseRuns() {
    StudioPage opened = studio.open();
    opened.run("users", "welcome", "Done");
    WorkspaceDialog dialog = opened.openNewWorkspace();
    dialog.name().fill("quiet");
    dialog.submit();
    opened.goTo("/workflows?workspace=quiet&open=users%2Fwelcome");
    Locator welcome = row(opened, "users", "welcome");
    Locator trend = opened.page().getByTestId("trend-users-welcome");
    assertThat(trend.getByTestId("trend-facts")).containsText("ended run");

    opened.page().getByTestId("include-bases").click();
    assertThat(welcome).containsText("Not run yet");
    assertThat(trend).containsText("No run has ended yet.");
  }

  @Test
  void aNewRunBeginsWithTheArgumentsOfAnyRun() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    RunDialogPart first = opened.openRunDialog("users", "welcome");
    first.argument("userId").fill("u2");
    first.submit();
    RunPagePart run = new RunPagePart(page);
    assertThat(run.status()).containsText("Done");
    String id = run.id().textContent();

    page.getByTestId("rerun-more").click();
    menuItem(page).click();
    RunDialogPart dialog = new RunDialogPart(page);
    assertThat(dialog.field("run-like")).hasText("Filled in with the arguments of " + id + ".");
    assertThat(dialog.argument("userId")).hasValue("u2");
    dialog.argument("userId").fill("u1");
    dialog.submit();
    assertThat(run.id()).not().hasText(id);

    opened.goTo("/runs?workspace=production");
    opened
        .runsGrid()
        .getByText("userId u2")
        .first()
        .click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
    menuItem(page).click();
    assertThat(dialog.argument("userId")).hasValue("u2");
  }

  private static Locator menuItem(Page page) {
    return page.getByRole(
        AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("New run with these arguments…"));
  }

  private static Locator row(StudioPage opened, String module, String workflow) {
    return opened.page().getByTestId("workflow-" + module + "-" + workflow);
  }

  private static Locator toggle(Locator row) {
    return row.locator("[aria-expanded]");
  }
}
