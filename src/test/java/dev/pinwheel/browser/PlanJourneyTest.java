package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Knowing what a click will do, and from a stale step to the change behind it. */
@Tag("browser")
class PlanJourneyTest {

  private static final Path PICTURES = Path.of("target", "screenshots");

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void theDialogSaysWhatWillHappenAndThePageWhetherItDid() {
    StudioPage page = studio.open();
    RunPagePart run = page.run("users", "welcome", "Done");

    RerunDialogPart dialog = run.openRerunWhole();
    PlanPart plan = new PlanPart(dialog);
    assertThat(plan.row("will-run")).containsText("3will run");
    assertThat(plan.row("will-run")).containsText("welcome (forced), sendEmail, sendNotification");
    assertThat(plan.row("will-be-reused")).containsText("2will be reused");
    assertThat(plan.row("will-be-reused")).containsText("fetchUser");
    assertThat(plan.row("will-be-reused")).containsText("from the cache");
    assertThat(plan.row("reused-if-equal")).containsText("2reused if their arguments stay equal");
    assertThat(plan.row("reused-if-equal")).containsText("fetchUser (after sendEmail)");
    assertThat(plan.summary()).containsText("of work not repeated · can run there: yes");
    plan.opener("will-run").click();
    assertThat(plan.row("will-run").getByText("last time").first()).isVisible();
    lookAt(page, "plan");
    dialog.submit();

    assertThat(run.banner()).containsText("As planned: 3 ran, 4 were reused.");
    assertThat(run.panel().open("overview")).containsText("As planned: 3 ran, 4 were reused.");
    lookAt(page, "plan-afterwards");
  }

  @Test
  void whatIsChosenChangesThePlanByKeyboardAlone() {
    StudioPage page = studio.open();
    RunPagePart run = page.run("users", "welcome", "Done");
    Keyboard keyboard = page.page().keyboard();
    PlanPart plan = new PlanPart(run.openRerunWhole());
    assertThat(plan.row("will-run")).containsText("3will run");

    plan.reuseSuccesses().focus();
    keyboard.press("Space");
    assertThat(plan.row("will-run")).containsText("1will run");
    assertThat(plan.row("will-be-reused")).containsText("2will be reused");

    plan.openAlsoForce().focus();
    keyboard.press("Enter");
    assertThat(plan.alsoForce()).isFocused();
    keyboard.type("sendEm");
    assertThat(page.page().getByRole(AriaRole.OPTION)).hasCount(1);
    keyboard.press("ArrowDown");
    keyboard.press("Enter");
    assertThat(plan.row("will-run")).containsText("sendEmail (also forced)");
    keyboard.press("Escape");
    lookAt(page, "plan-with-choices");
    run.rerunDialog().submit();

    assertThat(run.banner()).containsText("As planned: 2 ran, 3 were reused.");
    assertThat(studio.facts().executions(run.id().textContent(), "sendNotification")).isEqualTo(1);
  }

  @Test
  void aStaleStepLeadsToTheChangeAndItsCallersAreReRun() {
    StudioPage page = studio.open();
    RunPagePart run = page.run("users", "welcome", "Done");
    String id = run.id().textContent();
    studio.files().edit("users.json", "\"Ada Lovelace\"", "\"Ada King\"");
    run.nodesOf("fetchUser").click();
    run.panel().openRerun().submit();
    assertThat(run.status()).containsText("stale");

    run.nodesOf("welcome").click();
    assertThat(run.panel().stale()).containsText("Stale below.");
    assertThat(run.panel().stale())
        .containsText("sendEmail used attempt 1 of fetchUser; a call would use attempt 2 now.");
    run.nodesOf("sendEmail").click();
    assertThat(run.panel().stale()).not().containsText("Stale below.");
    assertThat(run.panel().stale()).containsText("sendEmail used attempt 1 of fetchUser");
    lookAt(page, "stale");
    run.panel().stale().getByTestId("show-change").click();
    assertThat(run.panel().name()).containsText("fetchUser");
    assertThat(run.panel().attempt()).hasText("#2");

    run.bannerButton("Re-run stale callers…").click();
    DialogPart dialog = new DialogPart(page.page(), "stale-callers-dialog");
    assertThat(dialog.field("stale-callers")).containsText("sendEmail");
    assertThat(dialog.field("stale-callers")).containsText("1 will run, 1 will be reused");
    assertThat(dialog.button()).hasText("Re-run 2 steps in production");
    lookAt(page, "stale-callers");
    dialog.submit();

    assertThat(run.nodesOf("sendEmail, userId u1, attempt 2")).hasCount(1);
    assertThat(run.nodesOf("sendNotification, userId u1, attempt 2")).hasCount(1);
    assertThat(studio.facts().executions(id, "sendEmail")).isEqualTo(2);
    assertThat(studio.facts().executions(id, "sendNotification")).isEqualTo(2);
    assertThat(studio.facts().executions(id, "welcome")).isEqualTo(1);
    studio.files().edit("users.json", "\"Ada King\"", "\"Ada Lovelace\"");
  }

  /** By axe and as a picture, in both themes. */
  private static void lookAt(StudioPage page, String name) {
    page.awaitQuiet();
    for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.page()
          .emulateMedia(
              new Page.EmulateMediaOptions()
                  .setColorScheme(theme)
                  .setReducedMotion(ReducedMotion.REDUCE));
      page.awaitQuiet();
      page.page()
          .screenshot(
              new Page.ScreenshotOptions()
                  .setPath(
                      PICTURES
                          .resolve(theme.name().toLowerCase(java.util.Locale.ROOT))
                          .resolve(name + ".png")));
      assertThat(Axe.violations(page.page())).as("%s, %s", name, theme).isEmpty();
    }
  }
}
