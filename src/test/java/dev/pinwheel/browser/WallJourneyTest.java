package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.pinwheel.browser.modules.GraphShapes;
import dev.pinwheel.worker.Worker;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hundreds of siblings in the graph: cells, the failed ones beside them, by pointer and keys. */
@Tag("browser")
class WallJourneyTest {

  /** Of 300 rows every 20th fails from row 7 on: 15, of which 10 have a node. */
  private static final String ROWS = "300";

  @RegisterExtension static final Studio studio = new Studio();

  @SuppressWarnings("NullAway") // set up before all tests
  private static Worker worker;

  @SuppressWarnings("NullAway") // set up before all tests
  private static String address;

  @BeforeAll
  static void runRows() {
    worker =
        Worker.builder()
            .server(studio.address().toString())
            .name("rows")
            .workspace("production")
            .stopOnSignals(false)
            .module(GraphShapes.class)
            .start();
    StudioPage opened = studio.open();
    RunDialogPart dialog = opened.openRunDialog("graph-shapes", "rows");
    dialog.argument("width").fill(ROWS);
    dialog.argument("failsEvery").fill("20");
    dialog.submit();
    RunPagePart run = new RunPagePart(opened.page());
    assertThat(run.status()).containsText("Failed");
    assertThat(run.tab("steps")).hasText("Steps 301");
    address = opened.page().url();
  }

  @AfterAll
  static void endWorker() {
    worker.close();
  }

  private static RunPagePart open() {
    StudioPage opened = studio.open().goTo(address);
    RunPagePart run = new RunPagePart(opened.page());
    opened
        .page()
        .getByTestId("graph")
        .getByText("Fit", new Locator.GetByTextOptions().setExact(true))
        .click();
    return run;
  }

  private static Locator wall(RunPagePart run) {
    return run.nodes().and(run.id().page().getByLabel(Pattern.compile("^row, 290 steps")));
  }

  @Test
  void failedSiblingsStandBesideTheWallAndTheOthersAreOneClickAway() {
    RunPagePart run = open();
    Page page = run.id().page();

    assertThat(wall(run)).hasCount(1);
    assertThat(run.nodesOf("row").and(page.getByLabel(Pattern.compile(", failed, ")))).hasCount(10);

    run.nodes().and(page.getByLabel(Pattern.compile("^5 more failed row"))).click();
    assertThat(page).hasURL(Pattern.compile("/steps\\?.*only=failed"));
    assertThat(page.getByTestId("steps-count")).hasText("16 of 301 steps");
  }

  @Test
  void keysGoThroughTheCellsAndOpenOne() {
    RunPagePart run = open();
    Page page = run.id().page();

    wall(run).focus();
    page.keyboard().press("ArrowRight");
    assertThat(wall(run).locator(".pw-wall-text")).containsText("number 0, failsEvery 20 · Done");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowRight");
    assertThat(wall(run).locator(".pw-wall-text")).containsText("number 57");
    page.keyboard().press("End");
    assertThat(wall(run).locator(".pw-wall-text")).containsText("number 299");
    page.keyboard().press("Enter");

    assertThat(page).hasURL(Pattern.compile("step=301"));
    assertThat(page.getByTestId("panel-overview")).containsText("299");
    assertThat(wall(run)).hasAttribute("aria-selected", "true");

    wall(run).focus();
    page.keyboard().press("Home");
    page.keyboard().press("r");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("row");
  }

  @Test
  void findGoesThroughTheCellsThatMatch() {
    RunPagePart run = open();
    Page page = run.id().page();
    Locator find = page.getByTestId("graph").getByRole(AriaRole.SEARCHBOX);
    Locator count = page.getByTestId("graph").locator(".pw-graph-count");

    find.fill("number 29");
    assertThat(count).hasText("1 of 11");
    assertThat(wall(run).locator(".pw-wall-text")).containsText("number 29, failsEvery 20");
    find.press("Enter");
    assertThat(count).hasText("2 of 11");
    assertThat(wall(run).locator(".pw-wall-text")).containsText("number 290");
    find.press("Shift+Enter");
    assertThat(wall(run).locator(".pw-wall-text")).containsText("number 29, failsEvery 20");
    assertThat(wall(run)).not().hasAttribute("data-dimmed", "");

    find.fill("number 999");
    assertThat(count).hasText("none");
    assertThat(wall(run)).hasAttribute("data-dimmed", "");
    find.fill("row");
    assertThat(count).hasText(Pattern.compile("1 of 1\\d"));
  }

  @Test
  void thePointerTakesTheNearestCellAndTheOrderCanBeChanged() {
    RunPagePart run = open();
    Page page = run.id().page();
    Locator cells = wall(run).locator(".pw-wall-cells");
    page.getByTestId("graph").getByText("%", new Locator.GetByTextOptions()).click();
    wall(run).press("Home");

    cells.hover(new Locator.HoverOptions().setPosition(1, 1));
    assertThat(wall(run).locator(".pw-wall-text")).containsText("number 0");
    wall(run).locator("select").selectOption("state");
    assertThat(wall(run).locator("select")).hasValue("state");
    cells.hover(new Locator.HoverOptions().setPosition(40, 1));
    cells.hover(new Locator.HoverOptions().setPosition(1, 1));
    assertThat(wall(run).locator(".pw-wall-text")).containsText("IllegalStateException");

    cells.click(new Locator.ClickOptions().setPosition(1, 1));
    assertThat(page.getByTestId("panel-overview")).containsText("cannot be read");
  }
}
