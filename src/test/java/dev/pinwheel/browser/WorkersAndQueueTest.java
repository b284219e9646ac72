package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.worker.Worker;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker of one's own, as the Studio shows it: who serves, what waits, why, and what to do. */
@Tag("browser")
class WorkersAndQueueTest {

  private static final CountDownLatch MAY_END = new CountDownLatch(1);

  @RegisterExtension static final Studio studio = new Studio();

  /** Its one workflow lasts until the test says so. */
  @Module("slow")
  public static class Slow {
    @Workflow
    public void ponder() throws InterruptedException {
      MAY_END.await();
    }
  }

  private static Worker worker() {
    return Worker.builder()
        .server(studio.address().toString())
        .name("joe@laptop")
        .workspace("development")
        .codeVersion("3f2a91")
        .concurrency(1)
        .module(Slow.class)
        .start();
  }

  @Test
  void whatWaitsSaysWhyAndWhatToDo() {
    StudioPage page = studio.open();
    page.openNewWorkspace().submit();
    assertThat(page.band()).containsText("development");
    page.navigation("workers").click();
    Locator workers = page.page().getByTestId("workers");
    assertThat(workers).containsText("embedded worker");
    assertThat(page.page().getByTestId("worker-code"))
        .containsText(
            "./pinwheel worker --server " + studio.address() + " --workspace development");
    assertThat(page.page().getByTestId("worker-code"))
        .containsText("Worker.builder().server(\"" + studio.address());

    try (Worker joe = worker()) {
      assertThat(workers).containsText("joe@laptop");
      assertThat(workers).containsText("Connected");
      assertThat(workers).containsText("0 of 1 busy");
      page.openRunDialog("slow", "ponder").submit();
      assertThat(new RunPagePart(page.page()).status()).containsText("Running");
      page.openRunDialog("slow", "ponder").submit();
      assertThat(new RunPagePart(page.page()).status()).containsText("Queued");

      page.navigation("workers").click();
      assertThat(workers).containsText("1 of 1 busy");
      picture(page, "workers");
      page.navigation("queue").click();
      Locator queue = page.page().getByTestId("queue");
      assertThat(queue).containsText("Waiting for a free slot: 1 of 1 busy");
      assertThat(queue).containsText("Start another worker");
      picture(page, "queue");
      section(page, "Executing 1").click();
      assertThat(queue).containsText("by joe@laptop");
      MAY_END.countDown();
      assertThat(queue).containsText("Nothing is executing");
    }

    page.navigation("workers").click();
    assertThat(workers).containsText("Left");
    page.openRunDialog("slow", "ponder").submit();
    page.navigation("queue").click();
    assertThat(page.page().getByTestId("queue"))
        .containsText("Waiting for worker joe@laptop to come back: gone since");
    picture(page, "queue-gone");
    page.page()
        .getByTestId("queue")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("How to start one"))
        .first()
        .click();
    assertThat(workers).containsText("Its executions wait for its return until");
    picture(page, "workers-left");
  }

  private static Locator section(StudioPage page, String name) {
    return page.page().getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
  }

  /** For people to look at, in both themes. */
  private static void picture(StudioPage page, String name) {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
      page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      Path file =
          Path.of(
              "target",
              "browser",
              "%s-%s.png".formatted(name, scheme.name().toLowerCase(Locale.ROOT)));
      page.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }
}
