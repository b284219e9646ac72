package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first steps stand where they are taken, until they are dismissed. */
@Tag("browser")
class WelcomeJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void theNextStepStandsOnThePageOfTheRun() {
    StudioPage opened = studio.open();
    Locator welcome = opened.page().getByTestId("welcome");
    assertThat(welcome).containsText("users / welcome is a good start.");

    RunPagePart run = opened.run("users", "welcome", "Done");

    assertThat(welcome).isVisible();
    assertThat(welcome.getByText("Press ↻ on a step")).isVisible();
    assertThat(welcome.getByText("users / welcome is a good start.")).not().isVisible();
    opened.dismissWelcome();
    opened.goTo("/runs/" + run.id().textContent());
    assertThat(run.nodes().first()).isVisible();
    assertThat(welcome).not().isVisible();
  }
}
