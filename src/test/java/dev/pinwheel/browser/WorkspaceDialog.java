package dev.pinwheel.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Asks for the name of a workspace: for a new one or to rename one. */
final class WorkspaceDialog extends DialogPart {

  WorkspaceDialog(Page page, String testId) {
    super(page, testId);
  }

  Locator name() {
    return input("workspace-name");
  }

  /** The field around it, with its message. */
  Locator nameField() {
    return field("workspace-name");
  }
}
