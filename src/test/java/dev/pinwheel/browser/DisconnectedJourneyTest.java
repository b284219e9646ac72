package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server ends while somebody looks at a run. */
@Tag("browser")
class DisconnectedJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void thePageSaysSoAndWhatNeedsTheServerDoesNothing() {
    StudioPage opened = studio.open();
    RunPagePart run = opened.run("users", "welcome", "Done");
    run.nodesOf("fetchUser").click();
    PanelPart panel = run.panel();
    assertThat(panel.self()).isVisible();
    opened.awaitQuiet();
    Page page = opened.page();

    studio.endServer();

    Locator banner = page.getByRole(AriaRole.ALERT).getByText("Not connected since");
    assertThat(banner).containsText("Until then, nothing can be done here");
    String address = page.url();
    run.nodesOf("sendEmail").click();
    run.nodesOf("sendEmail").focus();
    page.keyboard().press("r");
    page.keyboard().press("Control+k");
    // They are disabled, so Playwright would wait.
    opened.navigation("workflows").click(new Locator.ClickOptions().setForce(true));
    run.tab("steps").click(new Locator.ClickOptions().setForce(true));
    page.keyboard().press("3");

    assertThat(page).hasURL(address);
    assertThat(run.tab("steps")).hasAttribute("aria-selected", "false");
    assertThat(panel.self()).isVisible();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(run.nodesOf("fetchUser")).isVisible();
    ScreenChecks.ofShown(opened, "disconnected");
  }
}
