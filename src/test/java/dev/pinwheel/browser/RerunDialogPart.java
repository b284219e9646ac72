package dev.pinwheel.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** Asks where to re-run a step. */
final class RerunDialogPart extends DialogPart {

  RerunDialogPart(Page page) {
    super(page, "rerun-dialog");
  }

  /** The radio button of a workspace. */
  Locator location(String workspace) {
    return self()
        .getByRole(
            AriaRole.RADIO,
            new Locator.GetByRoleOptions().setName(Pattern.compile("^" + workspace)));
  }

  /** The radio button for a child that is made for it. */
  Locator newChild() {
    return location("New child workspace");
  }

  Locator consequence() {
    return self().getByTestId("rerun-consequence");
  }
}
