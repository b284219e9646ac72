package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be read of a run from a workspace, by place: in words and roles, as a screen
 * reader has it. The browser's clock stands still, so that two readings may be compared.
 */
final class Readings {

  /** Made for each page anew. */
  private static final String DOWNLOAD = "VAADIN/dynamic/resource/\\S+";

  /** Below 1400 px the column By goes; the page knows its width a moment after it is drawn. */
  private static final int COLUMNS_AT_THIS_WIDTH = 8;

  private final StudioPage studio;
  private final String workspace;
  private final String run;
  private final Map<String, String> texts = new LinkedHashMap<>();

  private Readings(StudioPage studio, String workspace, String run) {
    this.studio = studio;
    this.workspace = workspace;
    this.run = run;
  }

  /**
   * @param now what the browser's clock says
   * @param targets of all steps
   */
  static Map<String, String> of(
      StudioPage studio, Instant now, String workspace, String run, List<String> targets) {
    studio.page().clock().setFixedTime(Date.from(now));
    Readings readings = new Readings(studio, workspace, run);
    readings.readLists();
    readings.readRun();
    targets.forEach(readings::readPanel);
    return Map.copyOf(readings.texts);
  }

  /** What a page that stays open shows now. */
  static String ofOpenPage(StudioPage studio) {
    studio.awaitQuiet();
    return studio.main().ariaSnapshot().replaceAll(DOWNLOAD, "the download");
  }

  private void readLists() {
    goTo("runs");
    assertThat(rows(studio.runsGrid(), "welcome")).not().hasCount(0);
    assertThat(studio.navigation("runs")).containsText("1");
    assertThat(studio.navigation("workflows")).containsText("12");
    assertThat(columnHeaders()).hasCount(COLUMNS_AT_THIS_WIDTH);
    put("runs", studio.main());
    put("count of runs", studio.navigation("runs"));
    put("count of workflows", studio.navigation("workflows"));
    studio.goTo("/workflows?workspace=" + workspace + "&open=users/welcome");
    assertThat(studio.main().getByText(run).first()).isVisible();
    put("workflows", studio.main());
  }

  private void readRun() {
    goTo("runs/" + run);
    RunPagePart page = new RunPagePart(studio.page());
    assertThat(page.status()).containsText("Done");
    assertThat(page.nodesOf("fetchUser")).isVisible();
    put("run", studio.main());
    page.tab("steps").click();
    assertThat(rows(page.steps(), "fetchUser")).not().hasCount(0);
    put("steps", studio.main());
    page.tab("logs").click();
    assertThat(page.logs().getByText("Ada Lovelace")).isVisible();
    put("logs", studio.main());
  }

  private void readPanel(String target) {
    goTo("runs/" + run);
    RunPagePart page = new RunPagePart(studio.page());
    page.nodesOf(target).first().click();
    PanelPart panel = page.panel();
    assertThat(panel.name()).containsText(target);
    for (String tab : List.of("overview", "memo", "logs", "calls")) {
      Locator content = panel.open(tab);
      assertThat(content).not().isEmpty();
      if (tab.equals("logs") && target.equals("fetchUser")) {
        assertThat(content.getByText("Ada Lovelace")).isVisible();
      }
      if (tab.equals("memo") && target.equals("fetchUser")) {
        assertThat(content.getByTestId("memo-considered")).isVisible();
      }
      put(target + ", " + tab, panel.self());
    }
  }

  private void goTo(String view) {
    studio.goTo("/" + view + "?workspace=" + workspace);
  }

  private void put(String place, Locator part) {
    studio.awaitQuiet();
    texts.put(place, part.ariaSnapshot().replaceAll(DOWNLOAD, "the download"));
  }

  private Locator columnHeaders() {
    return studio.runsGrid().getByRole(AriaRole.COLUMNHEADER);
  }

  private static Locator rows(Locator grid, String text) {
    return grid.getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName(text));
  }
}
