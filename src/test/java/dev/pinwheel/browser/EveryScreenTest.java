package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.pinwheel.browser.modules.LongNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every screen that is not of a run, and every drawn step by the keyboard. */
@Tag("browser")
class EveryScreenTest {

  private static final List<String> ARROWS =
      List.of("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp");

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  /** Pictures at every width take longer than the usual limit. */
  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void axeFindsNoViolationInBothThemesAndNothingIsCutOffWhenThereIsLittleRoom() {
    ScreenChecks.of(studio.open(), EnumSet.complementOf(StudioScreen.ofARun()));
  }

  @Test
  void axeSeesWhatIsWrongInThePageAndInItsComponents() {
    Page page = studio.open().page();
    assertThat(page.getByTestId("filter-status")).isVisible();

    page.evaluate(
        """
        () => {
          const part = document.createElement('div');
          part.attachShadow({ mode: 'open' }).innerHTML =
            '<button></button><p style="color: #ccc; background: #fff">Pale</p>';
          document.querySelector('main').prepend(part);
        }
        """);

    assertThat(Axe.violations(page).toString()).contains("button-name", "color-contrast", "Pale");
    assertThat(Axe.violations(page, "color-contrast").toString()).doesNotContain("button-name");
  }

  @Test
  void everyDrawnStepIsNamedAndReachedByArrows() {
    StudioPage page = studio.open();
    for (String run : List.of(ManyRuns.WELCOME, ManyRuns.FAILED, ManyRuns.WIDE)) {
      RunPagePart shown = page.openRun(run, "development");
      assertThat(shown.nodes().first()).isVisible();
      Set<String> drawn = new HashSet<>(shown.nodeNames());
      assertThat(drawn).isNotEmpty().doesNotContain("");

      assertThat(reachedByArrows(page, shown)).containsAll(drawn);
    }
  }

  /** Walks from the first node in all directions; names of where one gets. */
  private static Set<String> reachedByArrows(StudioPage page, RunPagePart run) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    run.nodes().first().focus();
    page.page().keyboard().press("Home");
    open.add(focusedName(page));
    while (!open.isEmpty()) {
      String from = open.remove();
      if (!reached.add(from)) {
        continue;
      }
      for (String arrow : ARROWS) {
        run.node(from).first().focus();
        page.page().keyboard().press(arrow);
        open.add(focusedName(page));
      }
    }
    return reached;
  }

  private static String focusedName(StudioPage page) {
    Locator focused = page.page().locator(":focus");
    return focused.getAttribute("aria-label");
  }

  @Test
  void atTwiceTheSizeAStepCanBeReadAndReRun() {
    StudioPage page =
        studio.open(
            new Browser.NewContextOptions().setViewportSize(640, 360).setDeviceScaleFactor(2));
    RunPagePart run = page.openRun(ManyRuns.WELCOME, "development");
    // The lines above the graph wrap here; nodes stand still once all of them are there.
    assertThat(run.summary()).containsText("not drawn");
    assertThat(run.result()).isVisible();
    run.nodesOf("fetchUser").click();
    PanelPart panel = run.panel();

    Locator line = panel.open("logs").getByText("Ada Lovelace");
    line.scrollIntoViewIfNeeded();
    assertThat(line).isInViewport();
    RerunDialogPart dialog = panel.openRerun();
    assertThat(dialog.button()).isInViewport();
    dialog.submit();

    assertThat(run.nodesOf("fetchUser, userId u1, attempt \\d, done")).hasCount(1);
  }

  @Test
  void theLogIsReadToItsEndPageByPageAndALineCanBeLinked() {
    StudioPage page = studio.open().goTo("/runs/" + ManyRuns.LONG + "/logs?workspace=production");
    Locator logs = page.page().getByTestId("logs");
    Locator lines = logs.getByText("of \"Hohenpeissenberg");
    Locator last = logs.getByText("Line " + LongNames.LINES + " of");
    assertThat(logs.getByText("Line 1 of")).isVisible();
    assertThat(last).hasCount(0);

    while (last.count() == 0) {
      int known = lines.count();
      lines.last().scrollIntoViewIfNeeded();
      assertThat(lines.nth(known)).isAttached();
    }

    assertThat(lines).hasCount(LongNames.LINES);
    last.scrollIntoViewIfNeeded();
    assertThat(last).isInViewport();
  }

  @Test
  void stepsOfEarlierAttemptsAreShownOnRequest() {
    StudioPage page = studio.open();
    RunPagePart run = page.openRun(ManyRuns.WELCOME, "development");
    assertThat(run.nodesOf("sendEmail")).hasCount(1);
    assertThat(run.summary()).containsText("4 steps of earlier attempts not drawn");

    page.page().getByTestId("toggle-earlier-steps").click();
    assertThat(run.nodesOf("sendEmail")).hasCount(2);
    assertThat(run.node("Group Earlier attempts, 4 done")).isVisible();
    ScreenChecks.take(page, "light", "graph-with-earlier-attempts");
    run.tab("steps").click();
    assertThat(run.steps().getByText("called by an earlier attempt").first()).isVisible();

    page.page().getByTestId("toggle-earlier-steps").click();
    assertThat(run.steps().getByText("earlier attempt").locator("visible=true")).hasCount(0);
    run.tab("graph").click();
    assertThat(run.nodesOf("sendEmail")).hasCount(1);
  }
}
