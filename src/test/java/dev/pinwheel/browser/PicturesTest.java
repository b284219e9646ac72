package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Does what {@code docs/getting-started.md} tells the reader to do, and takes the pictures of the
 * documentation on the way: into {@code target/pictures}, or into the directory that the system
 * property {@code pinwheel.pictures} names. {@code ./pinwheel pictures} renews those in {@code
 * docs/images}.
 */
@Tag("browser")
class PicturesTest {

  private static final Path PICTURES =
      Path.of(System.getProperty("pinwheel.pictures", "target/pictures"));

  private static final Path DATA =
      Path.of("target", "browser", PicturesTest.class.getSimpleName(), "data");

  /** Pictures do not show where on this machine the data is. */
  private static final String WITHOUT_DIRECTORY =
      """
      directory => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const text = texts.currentNode;
          if (text.data.includes(directory)) {
            text.data = text.data.replaceAll(directory, 'data');
          }
        }
      }
      """;

  @RegisterExtension static final Studio studio = new Studio();

  private final StudioPage page =
      studio.open(new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));

  @Test
  void gettingStartedWorksAsWritten() {
    take("first-page");
    RunPagePart run = runTheWorkflow();
    reRunOneStep(run);
    String id = run.id().textContent();
    reRunInAChildWorkspace(id);
    theBaseSeesNothingOfIt();

    explainAStepOfTheChild(id);
    showAFailure();
  }

  private RunPagePart runTheWorkflow() {
    RunPagePart run = page.run("users", "welcome", "Done");
    assertThat(run.node("fetchUser, userId u1, done, memoized, reused by 1 call")).isVisible();
    assertThat(run.reused()).containsText("reused 1 of");
    take("first-run");
    return run;
  }

  private void reRunOneStep(RunPagePart run) {
    studio.files().edit("users.json", "\"Ada Lovelace\"", "\"Ada King\"");
    RerunDialogPart rerun =
        run.openNode("fetchUser, userId u1, done, memoized, reused by 1 call").openRerun();
    assertThat(new PlanPart(rerun).summary()).containsText("can run there: yes");
    take("re-run-dialog");
    rerun.submit();
    assertThat(run.banner()).containsText("fetchUser has a new result (attempt 2).");
    assertThat(run.status()).containsText("stale");
    take("stale-callers");

    run.bannerButton("Re-run sendEmail…").click();
    run.rerunDialog().submit();
    assertThat(run.panel().name()).containsText("sendEmail");
    assertThat(run.panel().open("overview")).containsText("Welcome Ada King!");
  }

  private void reRunInAChildWorkspace(String id) {
    WorkspaceDialog workspace = page.openNewWorkspace();
    assertThat(workspace.name()).hasValue("development");
    take("new-workspace");
    workspace.submit();
    assertThat(page.band()).containsText("development");
    RunPagePart run = page.openRun(id, "development");
    run.openRerunWhole().submit();
    assertThat(run.node("welcome, userId u1, attempt 2, done")).isVisible();
    assertThat(run.reused()).containsText("reused 2 of");
    take("child-workspace");
  }

  private void theBaseSeesNothingOfIt() {
    page.switchTo("production");
    RunPagePart run = new RunPagePart(page.page());
    assertThat(run.nodesOf("welcome, userId u1, attempt 2")).hasCount(0);
    assertThat(run.nodesOf("welcome")).hasCount(1);
  }

  private void explainAStepOfTheChild(String id) {
    studio.files().edit("users.json", "\"Ada King\"", "\"Ada Lovelace\"");
    RunPagePart run = page.openRun(id, "development");
    run.nodesOf("fetchUser").click();
    run.panel().openRerun().submit();
    assertThat(run.panel().attempt()).hasText("#3");
    assertThat(run.banner()).containsText("fetchUser has a new result (attempt 3).");
    run.panel().open("memo");
    take("run");
  }

  private void showAFailure() {
    page.switchTo("production");
    RunPagePart run = page.run("shop", "order", "Failed");
    assertThat(run.firstError()).containsText("The warehouse is closed");
    assertThat(run.nodesOf("charge")).hasCount(1);
    take("failed-run");
  }

  private void take(String name) {
    page.awaitQuiet();
    page.page().evaluate(WITHOUT_DIRECTORY, DATA.toAbsolutePath().toString());
    Path picture = PICTURES.resolve(name + ".png");
    page.page().screenshot(new Page.ScreenshotOptions().setPath(picture));
    assertThat(picture).isNotEmptyFile();
  }
}
