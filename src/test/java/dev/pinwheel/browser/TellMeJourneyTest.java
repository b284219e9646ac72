package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody is told that a run has ended, while being elsewhere in the Studio. */
@Tag("browser")
class TellMeJourneyTest {

  /** Notifications are recorded instead of shown. */
  private static final String RECORD =
      "window.told = []; window.Notification = class {"
          + " static requestPermission() {"
          + " return Promise.resolve(localStorage.getItem('test.permission') ?? 'granted'); }"
          + " constructor(title, options) { window.told.push(title + ' | ' + options.body); } };";

  @RegisterExtension static final Studio studio = new Studio();

  /** A run that goes on until it is cancelled. */
  private static RunPagePart start(StudioPage opened) {
    RunDialogPart dialog = opened.openRunDialog("patterns", "slow");
    dialog.argument("seconds").fill("3000");
    dialog.submit();
    RunPagePart run = new RunPagePart(opened.page());
    assertThat(run.status()).containsText("Running");
    return run;
  }

  @Test
  void theEndOfARunIsToldOnAnotherPageAndAfterLoadingItAgain() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    page.addInitScript(RECORD);
    opened.goTo("/runs?workspace=production");
    RunPagePart run = start(opened);
    String id = run.id().textContent();
    Locator tellMe = page.getByTestId("tell-me");

    tellMe.click();
    assertThat(page.getByText("You will be told when " + id + " has ended")).isVisible();
    assertThat(tellMe).containsText("You will be told");
    assertThat(tellMe).isDisabled();
    page.reload();
    assertThat(tellMe).containsText("You will be told");
    opened.navigation("workers").click();
    assertThat(tellMe).not().isVisible();
    StudioPage other = studio.open();
    other.openRun(id, "production");
    other.page().getByTestId("cancel-run").click();
    new DialogPart(other.page(), "cancel-dialog").submit();

    page.waitForFunction("window.told.length > 0");
    assertThat(page.evaluate("window.told"))
        .isEqualTo(List.of("patterns / slow: cancelled | " + id + " in production"));
  }

  @Test
  void withoutPermissionWhyIsSaidAndNothingIsPromised() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    page.addInitScript(RECORD + "localStorage.setItem('test.permission', 'denied');");
    opened.goTo("/runs?workspace=production");
    start(opened);

    page.getByTestId("tell-me").click();

    assertThat(page.getByText("This browser does not let this page show notifications."))
        .isVisible();
    assertThat(page.getByTestId("tell-me")).containsText("Tell me when it ends");
    assertThat(page.evaluate("window.told")).isEqualTo(List.of());
  }
}
