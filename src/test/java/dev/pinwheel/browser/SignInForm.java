package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The page to sign in; it is shown when this is made. */
final class SignInForm {

  private final Page page;

  private SignInForm(Page page) {
    this.page = page;
  }

  static SignInForm in(Page page) {
    SignInForm form = new SignInForm(page);
    assertThat(form.button()).isVisible();
    return form;
  }

  private Locator button() {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"));
  }

  void submit(String name, String password) {
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    button().click();
  }

  /** What went wrong. */
  Locator problem() {
    return page.getByRole(AriaRole.ALERT);
  }
}
