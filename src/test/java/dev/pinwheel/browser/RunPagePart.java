package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/** The page of a run: header, banner, the ways to look at it, and the panel of a step. */
final class RunPagePart {

  private static final Pattern ADDRESS = Pattern.compile(".*/runs/R\\w+.*");

  private final Page page;

  RunPagePart(Page page) {
    this.page = page;
    assertThat(id()).not().isEmpty();
    // The address follows a moment after the content; going back before that leads elsewhere.
    assertThat(page).hasURL(ADDRESS);
  }

  Locator id() {
    return page.getByTestId("run-id");
  }

  Locator status() {
    return page.getByTestId("run-status");
  }

  Locator summary() {
    return page.getByTestId("run-summary");
  }

  Locator reused() {
    return page.getByTestId("run-reused");
  }

  Locator workNotRepeated() {
    return page.getByTestId("work-not-repeated");
  }

  Locator result() {
    return page.getByTestId("run-result");
  }

  Locator firstError() {
    return page.getByTestId("first-error");
  }

  /** What a re-run changed. */
  Locator banner() {
    return page.getByTestId("result-banner");
  }

  /** A button in the banner. */
  Locator bannerButton(String name) {
    return banner().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  /** Everything drawn in the graph: steps, cards, groups, the start. */
  Locator nodes() {
    return page.getByRole(AriaRole.TREE, name("Calls of this run")).getByRole(AriaRole.TREEITEM);
  }

  /** The node with exactly this name. */
  Locator node(String name) {
    return nodes().and(page.getByLabel(name, new Page.GetByLabelOptions().setExact(true)));
  }

  /** The nodes of a target. */
  Locator nodesOf(String target) {
    return nodes().and(page.getByLabel(Pattern.compile("^" + target + ",")));
  }

  /** The names of all nodes, sorted. */
  List<String> nodeNames() {
    return nodes().all().stream().map(node -> node.getAttribute("aria-label")).sorted().toList();
  }

  /** Opens the panel of the step with this name. */
  PanelPart openNode(String name) {
    node(name).click();
    return panel();
  }

  PanelPart panel() {
    return new PanelPart(page);
  }

  RerunDialogPart openRerunWhole() {
    page.getByTestId("rerun-run").click();
    return new RerunDialogPart(page);
  }

  RerunDialogPart rerunDialog() {
    return new RerunDialogPart(page);
  }

  Locator tab(String name) {
    return page.getByTestId("tab-" + name);
  }

  Locator steps() {
    return page.getByTestId("steps-grid");
  }

  Locator logs() {
    return page.getByTestId("logs");
  }

  private static Page.GetByRoleOptions name(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
