package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.studio.run.drawing.StepLabels;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people look at the same run while it goes on. */
@Tag("browser")
class LiveJourneyTest {

  private static final double SECOND_MILLIS = 1000;

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void twoBrowsersSeeTheSameRunGoOnAndAtItsEndWhatIsStored() {
    StudioPage ann = studio.open();
    StudioPage joe = studio.open();
    joe.goTo("/runs?workspace=production");

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

  private static LocatorAssertions.HasTextOptions withinASecond() {
    return new LocatorAssertions.HasTextOptions().setTimeout(SECOND_MILLIS);
  }
}
