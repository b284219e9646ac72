package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** A dialog that does one thing; it is open when this is made. */
class DialogPart {

  private final Locator dialog;

  DialogPart(Page page, String testId) {
    this.dialog = page.getByTestId(testId);
    assertThat(button()).isVisible();
  }

  final Locator self() {
    return dialog;
  }

  /** The button that does it. */
  final Locator button() {
    return dialog.getByTestId("dialog-action");
  }

  /** Why it was refused. */
  final Locator error() {
    return dialog.getByTestId("dialog-error");
  }

  /** Does it, and waits until the dialog is gone. */
  final void submit() {
    button().click();
    assertThat(button()).not().isVisible();
  }

  final void cancel() {
    dialog.getByTestId("dialog-cancel").click();
    assertThat(button()).not().isVisible();
  }

  /** The input of the field with this test id. */
  final Locator input(String testId) {
    return dialog.getByTestId(testId).getByRole(AriaRole.TEXTBOX);
  }

  final Locator field(String testId) {
    return dialog.getByTestId(testId);
  }
}
