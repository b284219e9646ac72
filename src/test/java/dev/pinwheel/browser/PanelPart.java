package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The panel of a step; it is open when this is made. */
final class PanelPart {

  private final Page page;
  private final Locator panel;

  PanelPart(Page page) {
    this.page = page;
    this.panel = page.getByTestId("step-panel");
    assertThat(panel).isVisible();
  }

  Locator self() {
    return panel;
  }

  Locator name() {
    return panel.getByTestId("panel-name");
  }

  Locator attempt() {
    return panel.getByTestId("panel-attempt");
  }

  Locator attempts() {
    return panel.getByTestId("panel-attempts");
  }

  Locator state() {
    return panel.getByTestId("panel-state");
  }

  Locator tab(String tab) {
    return panel.getByTestId("tab-" + tab);
  }

  /** Begins to count how often the panel disappears. */
  void countDisappearances() {
    panel.evaluate(
        """
        panel => {
          window.panelDisappeared = 0;
          new MutationObserver(() => window.panelDisappeared += panel.hidden ? 1 : 0)
              .observe(panel, {attributeFilter: ['hidden']});
        }\
        """);
  }

  int disappearances() {
    return (int) page.evaluate("window.panelDisappeared");
  }

  /** Opens a tab (overview, memo, logs, calls, compare) and returns its content. */
  Locator open(String tab) {
    tab(tab).click();
    Locator content = panel.getByTestId("panel-" + tab);
    assertThat(content).isVisible();
    return content;
  }

  /** Why the step is stale. */
  Locator stale() {
    return panel.getByTestId("panel-stale");
  }

  RerunDialogPart openRerun() {
    panel.getByTestId("rerun-step").click();
    return new RerunDialogPart(page);
  }

  void close() {
    panel.getByTestId("panel-close").click();
    assertThat(panel).not().isVisible();
  }
}
