package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.pinwheel.model.RunId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What does not make sense gets a sentence and changes nothing. */
@Tag("browser")
class BadInputTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void anArgumentThatDoesNotFitIsMarkedAtItsField() {
    RunDialogPart dialog = studio.open().openRunDialog("users", "welcomeAll");
    int runs = studio.facts().count("run");
    Locator field = dialog.argumentField("userIds");

    dialog.argument("userIds").fill("[\"u1\", ");
    dialog.button().click();
    assertThat(field).containsText("Not valid JSON: it ends too early");
    assertThat(dialog.argument("userIds")).hasAttribute("aria-invalid", "true");

    dialog.argument("userIds").fill("{\"u1\": true}");
    dialog.button().click();
    assertThat(field).containsText("Expected a list, found an object.");

    dialog.argument("userIds").fill("[\"u1\", 2]");
    dialog.button().click();
    assertThat(field).containsText("At [1]: expected a text in quotes, found 2.");

    assertThat(dialog.button()).isEnabled();
    assertThat(studio.facts().count("run")).isEqualTo(runs);
    dialog.argument("userIds").fill("[\"u1\"]");
    dialog.submit();
    assertThat(studio.facts().count("run")).isEqualTo(runs + 1);
  }

  @Test
  void aNumberThatIsNoneIsMarkedAtItsField() {
    RunDialogPart dialog = studio.open().openRunDialog("weather", "nightly");
    int runs = studio.facts().count("run");

    dialog.argument("firstYear").fill("twenty");
    dialog.button().click();

    assertThat(dialog.argumentField("firstYear")).containsText("found 'twenty'.");
    assertThat(dialog.argument("firstYear")).isFocused();
    assertThat(studio.facts().count("run")).isEqualTo(runs);
  }

  @Test
  void aWorkspaceNameThatBreaksTheRulesIsRefusedWhileTyping() {
    StudioPage page = studio.open();
    WorkspaceDialog dialog = page.openNewWorkspace();
    int workspaces = studio.facts().count("workspace");

    dialog.name().fill("dev elopment");
    assertThat(dialog.nameField())
        .containsText(
            "Names use letters, digits, _ and -, separated by /. Found a space after 'dev'.");
    assertThat(dialog.button()).isDisabled();
    dialog.name().press("Enter");

    dialog.name().fill("development//joe");
    assertThat(dialog.nameField()).containsText("Found '/'");
    dialog.name().fill("production");
    assertThat(dialog.nameField()).containsText("'production' exists already.");
    assertThat(dialog.field("switch-to-existing")).isVisible();
    assertThat(dialog.button()).isDisabled();
    dialog.name().fill("production-2");
    assertThat(dialog.button()).isEnabled();
    assertThat(studio.facts().count("workspace")).isEqualTo(workspaces);
  }

  @Test
  void aBaseThatWouldCloseACircleIsRefused() {
    StudioPage page = studio.open();
    WorkspaceDialog create = page.openNewWorkspace();
    create.name().fill("circle");
    create.submit();
    page.goTo("/workspaces?workspace=production");
    page.page().getByRole(AriaRole.BUTTON, name("Actions on production")).click();
    page.page().getByRole(AriaRole.MENUITEM, name("Change base…")).click();
    DialogPart dialog = new DialogPart(page.page(), "change-base-dialog");

    Locator base = dialog.self().getByRole(AriaRole.COMBOBOX);
    assertThat(dialog.button()).isDisabled();
    base.fill("circle");
    page.page().getByRole(AriaRole.OPTION, name("circle")).click();
    assertThat(dialog.self()).containsText("circle is based on production. That would be a cycle.");
    dialog.button().click();

    assertThat(base).isFocused();
    assertThat(dialog.button()).isEnabled();
    assertThat(studio.facts().viewpoint("production").bases()).isEmpty();
  }

  @Test
  void whatDoesNotExistGetsASentenceAndAWayOn() {
    StudioPage page = studio.open();

    String unknown = new RunId(999).toString();
    page.goTo("/runs/" + unknown + "?workspace=production");
    assertThat(page.main()).containsText("There is no run " + unknown);
    page.page().getByText("Show runs in production").click();
    assertThat(page.page().getByTestId("page-workspace")).hasText("production");

    page.goTo("/runs/bogus?workspace=production");
    assertThat(page.errorPage()).containsText("'bogus' is not the id of a run.");
    page.goTo("/runs?workspace=nowhere");
    assertThat(page.errorPage()).containsText("nowhere");
    page.goTo("/nothing/here?workspace=production");
    assertThat(page.errorPage()).containsText("Not found");
    assertThat(page.main()).not().containsText("Exception");
  }

  @Test
  void aStepThatIsNotThereAndAnAttemptThatIsNotThereAreSaid() {
    StudioPage page = studio.open();
    String id = page.run("users", "remind", "Done").id().textContent();

    page.goTo("/runs/" + id + "?workspace=production&step=99");
    assertThat(page.page().getByTestId("missing-banner"))
        .containsText("Step 99 of " + id + " is not visible from production.");
    page.goTo("/runs/" + id + "?workspace=production&step=1&attempt=7");
    assertThat(page.page().getByTestId("missing-banner"))
        .containsText("Attempt 7 of remind is not visible from production. Showing attempt 1.");
  }

  @Test
  void aWorkspaceThatDoesNotDescendFromTheStepsOriginMayNotReRunIt() {
    StudioPage page = studio.open();
    WorkspaceDialog create = page.openNewWorkspace();
    create.name().fill("apart");
    create.submit();
    RunPagePart run = page.run("users", "remind", "Done");
    String id = run.id().textContent();
    int executions = studio.facts().count("execution");

    RerunDialogPart dialog = run.openRerunWhole();
    dialog.field("other-workspace").click();
    assertThat(dialog.field("location-production"))
        .containsText("does not descend from apart, where this step was called");
    assertThat(dialog.location("production")).isDisabled();
    dialog.cancel();

    page.goTo("/runs/" + id + "?workspace=production");
    assertThat(page.page().getByTestId("run-not-visible"))
        .containsText(
            "production cannot see %s. It was submitted in a workspace that is not in production's chain."
                .formatted(id));
    assertThat(studio.facts().count("execution")).isEqualTo(executions);
  }

  private static Page.GetByRoleOptions name(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
