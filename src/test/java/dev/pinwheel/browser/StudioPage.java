package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The frame around every view: workspace, navigation, notes, theme. */
final class StudioPage {

  private final Page page;

  /** Whether it was sent nowhere yet. */
  private boolean isFresh;

  /** What a page shows. */
  StudioPage(Page page) {
    this.page = page;
  }

  /** A page that goes to its first address, or to the start when something of it is needed. */
  static StudioPage fresh(Page page) {
    StudioPage studio = new StudioPage(page);
    studio.isFresh = true;
    return studio;
  }

  Page page() {
    if (isFresh) {
      goTo("/");
    }
    return page;
  }

  /** Goes to an address, as if typed, and waits until the view is there. */
  StudioPage goTo(String address) {
    isFresh = false;
    page.navigate(address);
    assertThat(band()).isVisible();
    return this;
  }

  /**
   * Waits until the page has nothing more to ask of the server and the server nothing to answer; a
   * page that lost its server has no answer to expect.
   */
  StudioPage awaitQuiet() {
    page()
        .waitForFunction(
            """
            ['connection-lost', 'reconnecting'].includes(window.Vaadin?.connectionState?.state)
            || Object.values(window.Vaadin?.Flow?.clients ?? {}).every(c => !c.isActive?.())
            """);
    return this;
  }

  /** Does without the first steps, for good. */
  StudioPage dismissWelcome() {
    page().getByTestId("dismiss-welcome").click();
    assertThat(page().getByTestId("welcome")).not().isVisible();
    return awaitQuiet();
  }

  Locator band() {
    return page().getByTestId("workspace-band");
  }

  Locator navigation(String path) {
    return page().getByTestId("nav-" + path);
  }

  /** The view's own part of the page. */
  Locator main() {
    return page().getByRole(AriaRole.MAIN);
  }

  Locator note() {
    return page().getByTestId("note-banner");
  }

  /** What screen readers are told. */
  Locator announcements() {
    return page().getByTestId("live-region");
  }

  Locator notification() {
    return page().getByTestId("notification");
  }

  Locator errorPage() {
    return page().getByTestId("error-page");
  }

  /** The options of the workspace switcher, opened by a click on the band. */
  Locator openSwitcher() {
    band().click();
    Locator switcher = page().getByTestId("workspace-switcher");
    assertThat(switcher).isVisible();
    return switcher;
  }

  void switchTo(String workspace) {
    openSwitcher()
        .getByTestId("workspace-option")
        .filter(new Locator.FilterOptions().setHas(page().getByText(workspace, exactly())))
        .click();
    assertThat(band()).containsText(workspace);
  }

  WorkspaceDialog openNewWorkspace() {
    openSwitcher()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("New workspace…"))
        .click();
    return new WorkspaceDialog(page(), "new-workspace-dialog");
  }

  RunDialogPart openRunDialog(String module, String workflow) {
    navigation("workflows").click();
    awaitQuiet();
    page().getByTestId("run-" + module + "-" + workflow).click();
    return new RunDialogPart(page());
  }

  /** Runs a workflow with its defaults and waits until it has ended in this status. */
  RunPagePart run(String module, String workflow, String status) {
    openRunDialog(module, workflow).submit();
    RunPagePart run = new RunPagePart(page());
    assertThat(run.status()).containsText(status);
    return run;
  }

  RunPagePart openRun(String run, String workspace) {
    goTo("/runs/" + run + "?workspace=" + workspace);
    return new RunPagePart(page());
  }

  Locator runsGrid() {
    return page().getByTestId("runs");
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
