package dev.pinwheel.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

/** The plan in the re-run dialog. */
final class PlanPart {

  private final Locator plan;

  PlanPart(RerunDialogPart dialog) {
    this.plan = dialog.field("plan");
  }

  /** A class of calls: {@code will-run}, {@code will-be-reused}, {@code reused-if-equal}. */
  Locator row(String planned) {
    return plan.getByTestId("plan-" + planned);
  }

  /** What opens a row. */
  Locator opener(String planned) {
    return row(planned).getByRole(AriaRole.BUTTON);
  }

  Locator summary() {
    return plan.getByTestId("plan-summary");
  }

  Locator reuseSuccesses() {
    return plan.getByRole(
        AriaRole.CHECKBOX,
        new Locator.GetByRoleOptions().setName("Reuse every earlier success, memoized or not"));
  }

  Locator openAlsoForce() {
    return plan.getByTestId("open-also-force");
  }

  Locator alsoForce() {
    return plan.getByRole(AriaRole.COMBOBOX);
  }
}
