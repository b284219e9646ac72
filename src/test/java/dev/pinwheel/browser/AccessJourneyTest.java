package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.worker.Worker;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a server for everybody to one with an administrator and a developer. */
@Tag("browser")
class AccessJourneyTest {

  private static final String PASSWORD = "correct horse battery";
  private static final Pattern SIGN_IN = Pattern.compile(".*/sign-in.*");

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void aDeveloperSeesProductionAndReRunsInAWorkspaceOfTheirOwn_A1_A3_A4_A6() {
    StudioPage first = studio.open().dismissWelcome();
    StudioPage other = studio.open().dismissWelcome();
    addFirstAdministrator(first);

    // Nobody is anonymous any more, also in pages that were open.
    assertThat(other.page()).hasURL(SIGN_IN);
    SignInForm form = SignInForm.in(other.page());
    form.submit("ada", "a wrong password");
    assertThat(form.problem()).containsText("wrong");
    ScreenChecks.ofShown(other, "sign-in");
    form = SignInForm.in(first.page());
    form.submit("ada", PASSWORD);
    assertThat(first.page().getByText("Grant yourself one").first()).isVisible();
    ScreenChecks.ofShown(first, "no-workspace");

    openAccess(first);
    grant(first, "ada", "Administrator", "*");
    addUser(first, "joe");
    grant(first, "joe", "Viewer", "production");
    grant(first, "joe", "Developer", "development/*");
    addUser(first, "eve");
    grant(first, "eve", "Viewer", "development/*");
    ScreenChecks.ofShown(first, "access");
    first.goTo("/workflows?workspace=production");
    RunPagePart ofAda = first.run("users", "welcome", "Done");
    String run = ofAda.id().textContent();

    StudioPage joe = studio.openAs("joe", PASSWORD);
    assertThat(joe.band()).containsText("production");
    joe.goTo("/workflows?workspace=production");
    assertThat(joe.page().getByTestId("run-users-welcome")).isDisabled();
    RunPagePart ofJoe = joe.openRun(run, "production");
    RerunDialogPart places = ofJoe.openRerunWhole();
    assertThat(places.self()).containsText("needs the role operator, which you do not have there");
    assertThat(places.location("production")).isDisabled();
    places.newChild().click();
    assertThat(places.self().getByTestId("sight-note"))
        .hasText("eve will see here what production shares, without a role there.");
    ScreenChecks.ofShown(joe, "rerun-sight");
    places.cancel();
    WorkspaceDialog create = joe.openNewWorkspace();
    create.name().fill("development/joe");
    assertThat(joe.page().getByTestId("sight-note"))
        .hasText("eve will see here what production shares, without a role there.");
    ScreenChecks.ofShown(joe, "new-workspace-sight");
    create.submit();
    assertThat(joe.band()).containsText("development/joe");
    openMenu(joe, "Your account and tokens");
    String secret = makeToken(joe);
    try (Worker worker = worker(secret)) {
      joe.goTo("/workers?workspace=development/joe");
      assertThat(joe.page().getByTestId("workers")).containsText("joe@laptop");
      assertThat(worker.session()).isEqualTo("S1");
    }
    ofJoe = joe.openRun(run, "development/joe");
    ofJoe.openRerunWhole().submit();
    assertThat(ofJoe.node("welcome, userId u1, attempt 2, done")).isVisible();
    Locator acts = openActivity(joe);
    assertThat(acts).containsText("re-ran a step");
    assertThat(acts).containsText("submitted a run");
    joe.openRun(run, "production");
    acts = openActivity(joe);
    assertThat(acts).containsText("submitted a run");
    assertThat(acts).not().containsText("re-ran a step");

    // The administrator of both sees who did what, a viewer of neither page is shown it.
    openMenu(first, "Activity");
    Locator activity = first.page().getByTestId("activity");
    assertThat(activity).containsText("re-ran a step");
    assertThat(activity).containsText("created a workspace");
    assertThat(activity).containsText("based on production, new sight for eve");
    assertThat(activity).containsText("joe");
    ScreenChecks.ofShown(first, "activity");
    openMenu(first, "Your account and tokens");
    assertThat(makeToken(first)).startsWith("pinwheel_");
    ScreenChecks.ofShown(first, "account");
    joe.page().navigate("/activity");
    assertThat(joe.errorPage()).containsText("Activity is for administrators");

    joe.openRun(run, "production");
    openAccess(first);
    revoke(first, "viewer on production");
    // The page goes on in the only workspace that is left, which still shows what its base shares.
    assertThat(joe.band()).containsText("development/joe");
    assertThat(joe.navigation("workspaces")).containsText("1");
    remove(first, "joe");
    assertThat(joe.page()).hasURL(SIGN_IN);
  }

  private static void openMenu(StudioPage studio, String item) {
    studio.page().getByTestId("account-menu").click();
    studio
        .page()
        .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item).setExact(true))
        .click();
  }

  /** Who did what with the run that is shown. */
  private static Locator openActivity(StudioPage studio) {
    studio.page().getByTestId("run-activity").click();
    return studio.page().getByTestId("run-activity-dialog");
  }

  private static void openAccess(StudioPage studio) {
    openMenu(studio, "Access");
    assertThat(studio.page().getByTestId("access-page")).isVisible();
  }

  private static void addFirstAdministrator(StudioPage studio) {
    openAccess(studio);
    studio
        .page()
        .getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add the first administrator…"))
        .click();
    DialogPart dialog = new DialogPart(studio.page(), "add-user-dialog");
    dialog.input("user-name").fill("ada");
    dialog.input("user-password").fill("too short");
    dialog.button().click();
    assertThat(dialog.error()).containsText("12");
    dialog.input("user-password").fill(PASSWORD);
    dialog.submit();
    assertThat(studio.page()).hasURL(SIGN_IN);
  }

  private static void addUser(StudioPage studio, String name) {
    studio.page().getByTestId("add-user").click();
    DialogPart dialog = new DialogPart(studio.page(), "add-user-dialog");
    dialog.input("user-name").fill(name);
    dialog.input("user-password").fill(PASSWORD);
    dialog.submit();
    assertThat(studio.page().getByTestId("users")).containsText(name);
  }

  private static void grant(StudioPage studio, String name, String role, String on) {
    studio.page().getByTestId("grant-role").click();
    DialogPart dialog = new DialogPart(studio.page(), "grant-dialog");
    Locator user = dialog.field("grant-user").getByRole(AriaRole.COMBOBOX);
    user.fill(name);
    user.press("Enter");
    dialog.field("grant-role-choice").getByText(role + ":").click();
    dialog.input("grant-on").fill(on);
    dialog.submit();
    assertThat(studio.page().getByTestId("users"))
        .containsText("%s on %s".formatted(role.toLowerCase(java.util.Locale.ROOT), on));
  }

  /** Of another process, as far as the server knows. */
  private static Worker worker(String secret) {
    return Worker.builder()
        .server(studio.address().toString())
        .token(secret)
        .workspace("development/joe")
        .name("joe@laptop")
        .stopOnSignals(false)
        .module(Letters.class)
        .start();
  }

  /** Something that nobody calls. */
  @Module("letters")
  public static class Letters {

    @Task
    public String write() {
      return "Dear Ada";
    }
  }

  /** Answers its secret. */
  private static String makeToken(StudioPage studio) {
    studio.page().getByTestId("new-token").click();
    DialogPart dialog = new DialogPart(studio.page(), "token-dialog");
    dialog.input("token-name").fill("laptop");
    dialog.submit();
    DialogPart shown = new DialogPart(studio.page(), "token-secret-dialog");
    assertThat(shown.field("token-secret")).containsText("pinwheel_");
    String text = shown.field("token-secret").innerText();
    Matcher secret = Pattern.compile("pinwheel_\\S+").matcher(text);
    assertThat(secret.find()).as(text).isTrue();
    shown.submit();
    assertThat(studio.page().getByTestId("tokens")).containsText("developer on *");
    return secret.group();
  }

  private static void revoke(StudioPage studio, String grant) {
    Locator button =
        studio
            .page()
            .getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName("Revoke " + grant + " from joe"));
    button.click();
    new DialogPart(studio.page(), "confirm-dialog").submit();
    // The list is about to be shown anew, and with it the menus of its rows.
    assertThat(button).hasCount(0);
  }

  private static void remove(StudioPage studio, String name) {
    studio
        .page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Actions on " + name))
        .click();
    studio
        .page()
        .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Remove…"))
        .click();
    new DialogPart(studio.page(), "confirm-dialog").submit();
  }
}
