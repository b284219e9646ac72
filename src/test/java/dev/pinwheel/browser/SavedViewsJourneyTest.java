package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Filters of the runs get a name, are chosen by it, renamed and deleted. */
@Tag("browser")
class SavedViewsJourneyTest {

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  @Test
  void aFilterIsSavedChosenRenamedAndDeletedInItsWorkspaceOnly() {
    StudioPage opened = studio.open().goTo("/runs?workspace=production&status=failed&since=ever");
    Page page = opened.page();
    Locator views = page.getByTestId("views");
    assertThat(views).hasText("Views");

    views.click();
    item(page, "Save these filters as a view…").click();
    Locator name = page.getByTestId("view-name").locator("input");
    assertThat(name).hasValue("Failed, any time");
    DialogPart dialog = new DialogPart(page, "view-name-dialog");
    name.fill(" ");
    assertThat(page.getByTestId("view-name")).containsText("A view needs a name.");
    name.fill("Broken");
    name.press("Enter");
    assertThat(views).hasText("View: Broken");

    opened.goTo("/runs?workspace=production");
    assertThat(opened.runsGrid().getByText("users / remind").first()).isVisible();
    views.click();
    item(page, "Broken").click();
    assertThat(page).hasURL(Pattern.compile(".*status=failed.*"));
    assertThat(opened.runsGrid().getByText("users / remind").locator("visible=true")).hasCount(0);
    assertThat(views).hasText("View: Broken");

    opened.goTo("/runs?workspace=staging");
    views.click();
    assertThat(item(page, "Save these filters as a view…")).isVisible();
    assertThat(item(page, "Broken")).hasCount(0);
    page.keyboard().press("Escape");

    opened.goTo("/runs?workspace=production");
    views.click();
    item(page, "Manage views…").click();
    Locator manage = page.getByTestId("views-dialog");
    button(manage, "Rename 'Broken'…").click();
    name.fill("Failed");
    dialog.button().click();
    button(manage, "Delete 'Failed'").click();
    assertThat(manage).containsText("There are no views any more.");
    button(manage, "Close").click();
    views.click();
    assertThat(item(page, "Failed")).hasCount(0);
  }

  @Test
  void aMenuThatIsOpenedBeforeTheBrowserHasToldItsViewsShowsThemWhenItHas() {
    StudioPage opened = studio.open().goTo("/runs?workspace=production");
    Page page = opened.page();
    page.evaluate(
        "localStorage.setItem('pinwheel.views.production', JSON.stringify([{name: 'Broken', query: 'status=failed'}]))");
    page.addInitScript(
        """
        const read = Storage.prototype.getItem;
        const waiting = [];
        Storage.prototype.getItem = function (key) {
          const kept = read.call(this, key);
          return key.startsWith('pinwheel.views.')
              ? new Promise(resolve => waiting.push(() => resolve(kept)))
              : kept;
        };
        window.tellViews = () => waiting.splice(0).forEach(tell => tell());
        """);
    opened.goTo("/runs?workspace=production").awaitQuiet();

    page.getByTestId("views").click();
    assertThat(item(page, "Save these filters as a view…")).isVisible();
    assertThat(item(page, "Manage views…")).isDisabled();
    page.evaluate("window.tellViews()");

    assertThat(item(page, "Broken")).isVisible();
    item(page, "Manage views…").click();
    assertThat(page.getByTestId("views-dialog")).containsText("Broken");
  }

  private static Locator item(Page page, String name) {
    return page.getByRole(
        AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
