package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * On a phone: runs are browsed and filtered, an error is read, a step is re-run. On a tablet: names
 * of deep workspaces are read.
 */
@Tag("browser")
class PhoneJourneyTest {

  private static final int WIDTH = 390;
  private static final int HEIGHT = 844;
  private static final String START = "regional-weather-statistics/with-corrections/";

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  @Test
  void aFailedRunIsFoundReadAndReRun() {
    StudioPage studioPage =
        studio.open(
            new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setHasTouch(true));
    Page page = studioPage.page();
    studioPage.goTo("/runs?workspace=development&since=ever");
    assertThat(studioPage.band()).containsText("development");
    assertThat(page).hasTitle("Runs · development · Pinwheel");
    BoundingBox navigation = studioPage.navigation("runs").boundingBox();
    assertThat(navigation.y).as("at the bottom").isGreaterThan(HEIGHT - 100.0);

    Locator status = page.getByTestId("filter-status");
    Locator toggle = page.getByTestId("filter-toggle");
    assertThat(status).not().isVisible();
    toggle.tap();
    assertThat(toggle).hasAttribute("aria-expanded", "true");
    status.tap();
    page.getByRole(AriaRole.OPTION)
        .filter(new Locator.FilterOptions().setHasText("Failed"))
        .first()
        .tap();
    assertThat(toggle).hasText(Pattern.compile("Filter · 2"));
    toggle.tap();
    assertThat(status).not().isVisible();

    Locator failed = studioPage.runsGrid().getByText(ManyRuns.FAILED);
    assertThat(failed).isVisible();
    assertThat(failed).containsText("· production");
    failed.tap();
    RunPagePart run = new RunPagePart(page);
    assertThat(page).hasURL(Pattern.compile(".*/runs/" + ManyRuns.FAILED + "/steps.*"));
    assertThat(page)
        .hasTitle(
            Pattern.compile(
                "Failed · nightly · %s · development · Pinwheel".formatted(ManyRuns.FAILED)));
    assertThat(run.firstError()).isVisible();
    assertThat(run.steps()).isVisible();
    // Rows are drawn anew when the table has heard how little room there is.
    studioPage.awaitQuiet();

    run.steps().getByText("loadTable").first().tap();
    PanelPart panel = run.panel();
    BoundingBox sheet = panel.self().boundingBox();
    assertThat(sheet.width).as("the sheet is as wide as the page").isEqualTo(WIDTH);
    assertThat(sheet.y).as("what is behind the sheet stays in sight").isGreaterThan(50);
    RerunDialogPart dialog = panel.openRerun();
    assertThat(dialog.button()).isInViewport();

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(WIDTH);
  }

  /** Rows of other lists are cards, too: nothing that tells them apart is cut. */
  @Test
  void workspacesAndWorkersAreCards() {
    StudioPage studioPage =
        studio.open(
            new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setHasTouch(true));
    Page page = studioPage.page();
    studioPage.goTo("/workspaces?workspace=production");
    Locator name =
        page.getByTestId("workspaces")
            .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("development/joe"));
    assertThat(name).isVisible();
    assertThat(name.evaluate("e => e.scrollWidth <= e.clientWidth + 1 || e.clientWidth === 0"))
        .isEqualTo(true);
    assertThat(page.getByTestId("workspaces").getByText("based on").locator("visible=true").first())
        .isInViewport();
    assertThat(page.getByTestId("workspace-actions").nth(2)).isInViewport();

    studioPage.goTo("/workers?workspace=production");
    assertThat(page.getByTestId("workers").getByText("0 of 8 busy")).isInViewport();
    assertThat(page.getByTestId("workers").getByText("machines, patterns")).isInViewport();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(WIDTH);
  }

  @Test
  void theEndOfEachNameIsReadOnATabletHoweverDeepItStands() {
    StudioPage page =
        studio.open(new Browser.NewContextOptions().setViewportSize(820, 900)).goTo("/workspaces");
    ServerTeam team = new ServerTeam(page);
    String base = "production";
    for (int depth = 1; depth <= 12; depth++) {
      String name = START + "depth-%02d".formatted(depth);
      team.post("workspaces", "{\"name\": \"%s\", \"base\": \"%s\"}".formatted(name, base));
      base = name;
    }

    Locator grid = page.page().getByTestId("workspaces");
    for (int depth = 1; depth <= 12; depth++) {
      Locator name =
          grid.getByRole(
              AriaRole.LINK,
              new Locator.GetByRoleOptions()
                  .setName(START + "depth-%02d".formatted(depth))
                  .setExact(true));
      name.scrollIntoViewIfNeeded();
      assertThat(
              name.evaluate(
                  """
                  link => {
                    const cell = link.closest('vaadin-grid-cell-content');
                    const room = cell.getBoundingClientRect().right - parseFloat(getComputedStyle(cell).paddingRight);
                    const end = link.firstElementChild.lastElementChild;
                    return end.textContent + ' ' + (end.getBoundingClientRect().right <= room + 1);
                  }
                  """))
          .isEqualTo("/depth-%02d true".formatted(depth));
    }
  }
}
