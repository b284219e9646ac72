package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.pinwheel.browser.modules.GraphShapes;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.studio.run.drawing.StepLabels;
import dev.pinwheel.worker.Worker;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people look at the same run while it goes on. */
@Tag("browser")
class LiveJourneyTest {

  private static final double SECOND_MILLIS = 1000;

  /**
   * How far the node is from where it was, at most, in pixels of the screen. What is read in a
   * frame is not painted yet, so only what lasts for two is counted.
   */
  private static final String WATCH_MOVES =
      """
      node => {
        const id = node.dataset.id;
        const before = node.getBoundingClientRect();
        let last = 0;
        window.moved = 0;
        const look = () => {
          const now = document.querySelector(`.pw-node[data-id="${id}"]`)?.getBoundingClientRect();
          const away = now ? Math.max(Math.abs(now.x - before.x), Math.abs(now.y - before.y)) : 1000;
          window.moved = Math.max(window.moved, Math.min(away, last));
          last = away;
          requestAnimationFrame(look);
        };
        look();
      }
      """;

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void twoBrowsersSeeTheSameRunGoOnAndAtItsEndWhatIsStored() {
    StudioPage ann = studio.open();
    StudioPage joe = studio.open().goTo("/runs?workspace=production");

    RunDialogPart dialog = ann.openRunDialog("patterns", "slow");
    dialog.argument("seconds").fill("6");
    dialog.submit();
    RunPagePart annsRun = new RunPagePart(ann.page());
    String id = annsRun.id().textContent();
    joe.runsGrid().getByText("slow").click();
    RunPagePart joesRun = new RunPagePart(joe.page());
    assertThat(joesRun.id()).hasText(id);
    for (RunPagePart seen : List.of(annsRun, joesRun)) {
      assertThat(seen.status()).containsText("Running");
      assertThat(seen.node("waitFor, seconds 6, running")).isVisible();
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !studio.facts().tree("production", id).root().state().isOpen());

    RunTree stored = studio.facts().tree("production", id);
    for (RunPagePart seen : List.of(annsRun, joesRun)) {
      assertThat(seen.status()).hasText("Done", withinASecond());
      stored
          .nodes()
          .forEach(step -> {
            assertThat(seen.node(StepLabels.label(step)))
                .containsText(
                    StepLabels.state(step, ZoneOffset.UTC),
                    new LocatorAssertions.ContainsTextOptions().setTimeout(SECOND_MILLIS));
          });
      assertThat(seen.summary())
          .containsText(
              "reused 0 of 1 call",
              new LocatorAssertions.ContainsTextOptions().setTimeout(SECOND_MILLIS));
    }
  }

  /** In a low window the page scrolls as a whole, and the graph keeps its height. */
  @ParameterizedTest
  @ValueSource(ints = {720, 500})
  void theSelectedNodeStaysWhereItIsWhileTheRunGrows(int height) {
    try (Worker worker =
        Worker.builder()
            .server(studio.address().toString())
            .name("growing")
            .workspace("production")
            .stopOnSignals(false)
            .module(GraphShapes.class)
            .start()) {
      assertThat(worker.name()).isEqualTo("growing");
      StudioPage opened =
          studio.open(new Browser.NewContextOptions().setViewportSize(1280, height));
      RunDialogPart dialog = opened.openRunDialog("graph-shapes", "grow");
      dialog.argument("steps").fill("8");
      dialog.submit();
      RunPagePart run = new RunPagePart(opened.page());
      Locator selected = run.nodesOf("growing, number 1").first();
      selected.click();
      assertThat(run.panel().self()).isVisible();
      assertThat(run.nodesOf("growing, number 2")).isVisible();

      selected.evaluate(WATCH_MOVES);
      assertThat(run.status()).containsText("Running");
      assertThat(run.status()).hasText("Done");
      assertThat(run.tab("steps")).hasText("Steps 21");

      assertThat(run.result()).isVisible();
      opened.page().evaluate("() => new Promise(done => setTimeout(done, 500))");
      assertThat(((Number) opened.page().evaluate("window.moved")).doubleValue())
          .isLessThanOrEqualTo(1);
    }
  }

  private static LocatorAssertions.HasTextOptions withinASecond() {
    return new LocatorAssertions.HasTextOptions().setTimeout(SECOND_MILLIS);
  }
}
