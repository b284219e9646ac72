package dev.pinwheel.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Asks for the arguments of a new run. */
final class RunDialogPart extends DialogPart {

  RunDialogPart(Page page) {
    super(page, "run-dialog");
  }

  Locator argument(String parameter) {
    return input("parameter-" + parameter);
  }

  /** The field around it, with its message. */
  Locator argumentField(String parameter) {
    return field("parameter-" + parameter);
  }
}
