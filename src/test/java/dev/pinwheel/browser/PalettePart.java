package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The command palette. */
final class PalettePart {

  private final Page page;

  PalettePart(Page page) {
    this.page = page;
  }

  PalettePart open() {
    page.keyboard().press("Control+k");
    assertThat(field()).isFocused();
    return this;
  }

  /** Replaces what is typed. */
  PalettePart type(String text) {
    field().fill(text);
    return this;
  }

  Locator field() {
    return page.getByTestId("palette-field");
  }

  Locator options() {
    return page.getByTestId("palette-option");
  }

  Locator option(String text) {
    return options().filter(new Locator.FilterOptions().setHasText(text));
  }

  /** The one that Enter chooses. */
  Locator active() {
    return page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setSelected(true));
  }

  Locator group(String name) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name));
  }

  Locator status() {
    return page.getByTestId("palette-status");
  }
}
