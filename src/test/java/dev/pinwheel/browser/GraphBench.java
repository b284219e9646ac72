package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import dev.pinwheel.worker.Worker;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Measures the graph of the packaged application in a real Chromium: {@code ./pinwheel bench
 * graph}. How long frames take while a live run of 586 drawn nodes is panned and zoomed for five
 * seconds, and the longest task of the main thread while a run of 5,001 steps is drawn.
 */
public final class GraphBench {

  private static final double PATIENCE_MILLIS = 180_000;
  private static final int ROUNDS = 3;
  private static final int SECONDS = 5;
  private static final int WIDE = 5_000;
  private static final String WATCH_TASKS =
      """
      window.longestTask = 0;
      new PerformanceObserver(list => {
        for (const task of list.getEntries()) {
          window.longestTask = Math.max(window.longestTask, task.duration);
        }
      }).observe({ type: 'longtask', buffered: true });
      """;
  private static final String WATCH_FRAMES =
      """
      () => {
        window.frames_ = [];
        let last = performance.now();
        const next = now => {
          window.frames_.push(now - last);
          last = now;
          window.frameRequest = requestAnimationFrame(next);
        };
        window.frameRequest = requestAnimationFrame(next);
      }
      """;
  private static final String FRAMES =
      "() => { cancelAnimationFrame(window.frameRequest); return window.frames_.slice(1); }";

  private final Page page;
  private final StudioPage studio;

  private GraphBench(Page page) {
    this.page = page;
    this.studio = new StudioPage(page);
  }

  public static void main(String[] arguments) throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Path data = Files.createTempDirectory(Path.of("target"), "bench-graph");
    try (ServerProcess server = ServerProcess.startToMeasure(data, data.resolve("server.log"));
        Worker worker =
            Worker.builder()
                .name("bench")
                .server(server.address().toString())
                .workspace("production")
                .codeVersion("bench")
                .stopOnSignals(false)
                .module(GraphShapes.class)
                .start();
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = Studio.launch(playwright)) {
      System.out.printf(
          "worker %s, load average %.1f%n",
          worker.name(), ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      Page page =
          browser.newPage(
              new Browser.NewPageOptions()
                  .setBaseURL(server.address().toString())
                  .setViewportSize(1280, 720));
      page.setDefaultTimeout(PATIENCE_MILLIS);
      page.addInitScript(WATCH_TASKS);
      GraphBench bench = new GraphBench(page);
      bench.studio.goTo("/");
      bench.measureFrames();
      bench.measureTasks();
    }
  }

  private void measureFrames() {
    studio.openRunDialog("graph-shapes", "tree").submit();
    RunPagePart run = new RunPagePart(page);
    assertThat(run.summary()).isVisible();
    assertThat(page.getByTestId("tab-steps")).hasText("Steps " + GraphShapes.DRAWN);
    page.getByTestId("graph")
        .getByText("Fit", new Locator.GetByTextOptions().setExact(true))
        .click();
    for (int round = 1; round <= ROUNDS; round++) {
      page.evaluate(WATCH_FRAMES);
      panAndZoom();
      List<?> frames = (List<?>) page.evaluate(FRAMES);
      double[] millis =
          frames.stream().mapToDouble(frame -> ((Number) frame).doubleValue()).sorted().toArray();
      long quick = java.util.Arrays.stream(millis).filter(frame -> frame <= 33.4).count();
      System.out.printf(
          "%d nodes, live, round %d: %d frames in %d s, %.1f %% within 33 ms, 95th percentile %.1f"
              + " ms, longest %.1f ms%n",
          GraphShapes.DRAWN,
          round,
          millis.length,
          SECONDS,
          100.0 * quick / millis.length,
          millis[(int) (millis.length * 0.95)],
          millis[millis.length - 1]);
    }
  }

  /** Drags and turns the wheel by turns, as quickly as the browser takes it. */
  private void panAndZoom() {
    BoundingBox graph = page.getByTestId("graph").boundingBox();
    double x = graph.x + graph.width / 2;
    double y = graph.y + graph.height / 2;
    Mouse mouse = page.mouse();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    for (int turn = 0; System.nanoTime() < end; turn++) {
      mouse.move(x, y);
      mouse.down();
      mouse.move(
          x + (turn % 2 == 0 ? 240 : -240),
          y + (turn % 4 < 2 ? 120 : -120),
          new Mouse.MoveOptions().setSteps(30));
      mouse.up();
      for (int wheel = 0; wheel < 10; wheel++) {
        mouse.wheel(0, turn % 2 == 0 ? -60 : 60);
      }
    }
  }

  private void measureTasks() {
    RunDialogPart dialog = studio.openRunDialog("patterns", "fanOut");
    dialog.argument("width").fill(Integer.toString(WIDE));
    page.evaluate("window.longestTask = 0");
    dialog.submit();
    RunPagePart run = new RunPagePart(page);
    assertThat(run.status()).containsText("Done");
    System.out.printf("%,d steps, from submit to done: %s%n", WIDE + 1, longestTask());
    page.reload();
    assertThat(run.nodesOf("square")).isVisible();
    studio.awaitQuiet();
    System.out.printf("%,d steps, opened when done: %s%n", WIDE + 1, longestTask());
  }

  private String longestTask() {
    return "longest task of the main thread %.0f ms"
        .formatted(((Number) page.evaluate("window.longestTask")).doubleValue());
  }
}
