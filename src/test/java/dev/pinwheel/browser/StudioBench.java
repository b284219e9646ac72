package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import dev.pinwheel.browser.modules.GraphShapes;
import dev.pinwheel.worker.Worker;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Measures the pages of large runs of the packaged application in a real Chromium of 1440 × 900:
 * {@code ./pinwheel bench studio [tree] [rows] [chain] [three] [shared]}. Prints median and worst
 * of five rounds, each in a new page with the scripts in the browser's cache.
 */
public final class StudioBench {

  private static final double PATIENCE_MILLIS = 300_000;
  private static final int ROUNDS = 5;
  private static final int PAN_SECONDS = 3;
  private static final String WATCH =
      """
      window.longest = 0;
      window.lastTask = performance.now();
      new PerformanceObserver(list => {
        for (const task of list.getEntries()) {
          window.longest = Math.max(window.longest, task.duration);
          window.lastTask = task.startTime + task.duration;
        }
      }).observe({ type: 'longtask' });
      """;
  private static final String QUIET =
      "since => performance.now() - Math.max(since, window.lastTask) > 2000";
  private static final String CLICK_AND_WAIT =
      """
      ([link, shown]) => new Promise(resolve => {
        const start = performance.now();
        window.longest = 0;
        document.querySelector(link).click();
        const look = () => document.querySelector(shown)
            ? resolve(performance.now() - start) : requestAnimationFrame(look);
        look();
      })
      """;
  private static final String WAIT_AFTER =
      """
      ([input, shown]) => {
        window.reached = new Promise(resolve =>
          addEventListener(input, () => {
            const start = performance.now();
            const look = () => document.querySelector(shown)
                ? resolve(performance.now() - start) : requestAnimationFrame(look);
            look();
          }, { capture: true, once: true }));
      }
      """;
  private static final String WATCH_FRAMES =
      """
      () => {
        window.times = [];
        let last = performance.now();
        const next = now => {
          window.times.push(now - last);
          last = now;
          window.frameRequest = requestAnimationFrame(next);
        };
        window.frameRequest = requestAnimationFrame(next);
      }
      """;
  private static final String FRAMES =
      "() => { cancelAnimationFrame(window.frameRequest); return window.times.slice(1); }";

  private final Map<String, List<Double>> measured = new LinkedHashMap<>();
  private final BrowserContext context;

  private StudioBench(BrowserContext context) {
    this.context = context;
  }

  public static void main(String[] arguments) throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Path data = Files.createTempDirectory(Path.of("target"), "bench-studio");
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
        Browser browser = Chromium.launch(playwright);
        BrowserContext context =
            browser.newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(server.address().toString())
                    .setViewportSize(1440, 900))) {
      context.setDefaultTimeout(PATIENCE_MILLIS);
      StudioBench bench = new StudioBench(context);
      System.out.printf("worker %s%n", worker.name());
      List<String> chosen =
          Arrays.stream(arguments).filter(name -> !name.equals("studio")).toList();
      bench.shape(chosen, "tree of 586, live", "tree", Map.of("liveSeconds", "600"));
      bench.shape(
          chosen, "fan-out of 10,000", "rows", Map.of("width", "10000", "failsEvery", "50"));
      bench.shape(chosen, "chain of 500", "chain", Map.of("length", "500"));
      bench.shape(chosen, "three-way tree of 9,841", "three", Map.of("levels", "8"));
      bench.shape(chosen, "10,000 with shared results", "shared", Map.of());
    }
  }

  /**
   * @param chosen names of workflows; all when there are none
   */
  private void shape(
      List<String> chosen, String name, String workflow, Map<String, String> values) {
    if (!chosen.isEmpty() && !chosen.contains(workflow)) {
      return;
    }
    String run = submit(workflow, values);
    for (int round = 0; round < ROUNDS; round++) {
      round(run);
    }
    System.out.printf(
        Locale.ROOT,
        "%n%s (load average %.1f)%n",
        name,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    measured.forEach((what, found) -> {
      List<Double> sorted = found.stream().sorted().toList();
      System.out.printf(
          Locale.ROOT,
          "  %-42s %,8.1f  (worst %,.1f)%n",
          what,
          sorted.get(sorted.size() / 2),
          sorted.getLast());
    });
    measured.clear();
  }

  private String submit(String workflow, Map<String, String> values) {
    Page page = context.newPage();
    StudioPage studio = new StudioPage(page);
    studio.goTo("/");
    RunDialogPart dialog = studio.openRunDialog("graph-shapes", workflow);
    values.forEach((parameter, value) -> dialog.argument(parameter).fill(value));
    dialog.submit();
    RunPagePart run = new RunPagePart(page);
    if (workflow.equals("tree")) {
      assertThat(run.tab("steps")).hasText("Steps " + GraphShapes.DRAWN);
    } else {
      assertThat(run.status()).containsText(Pattern.compile("Done|Failed"));
    }
    String id = run.id().textContent().trim();
    page.close();
    return id;
  }

  private void round(String run) {
    Page page = context.newPage();
    page.addInitScript(WATCH);
    StudioPage studio = new StudioPage(page);
    studio.goTo("/runs?workspace=production");
    String link = "a[href*=\"runs/" + run + "\"]";
    assertThat(page.locator(link).first()).isVisible();
    awaitQuiet(page);
    add(
        "opens from Runs, ms",
        page.evaluate(CLICK_AND_WAIT, List.of(link, ".pw-graph-canvas .pw-node")));
    awaitQuiet(page);
    add("longest task while it opens, ms", page.evaluate("window.longest"));
    panelAndDialog(page);
    add("longest task of Fit, ms", taskOf(page, exactly(page, "Fit")));
    pan(page);
    page.evaluate("window.longest = 0");
    add(
        "opens Steps, ms",
        page.evaluate(
            CLICK_AND_WAIT,
            List.of("[data-testid=tab-steps]", "[data-testid=steps-grid] .pw-arguments")));
    awaitQuiet(page);
    add("longest task while Steps opens, ms", page.evaluate("window.longest"));
    page.evaluate("window.longest = 0");
    add(
        "opens Timeline, ms",
        page.evaluate(
            CLICK_AND_WAIT,
            List.of("[data-testid=tab-timeline]", "[data-testid=timeline] .pw-time-row")));
    awaitQuiet(page);
    add("longest task while Timeline opens, ms", page.evaluate("window.longest"));
    add("heap of the page after collection, MB", heap(page));
    page.close();
  }

  /** A real click on a node, and the key for a re-run. */
  private void panelAndDialog(Page page) {
    Locator step = page.locator(".pw-graph-canvas .pw-node[data-kind=step]").first();
    page.evaluate(WAIT_AFTER, List.of("click", "[data-testid=step-panel]:not([hidden])"));
    step.click();
    add("click to panel, ms", page.evaluate("window.reached"));
    awaitQuiet(page);
    page.evaluate(WAIT_AFTER, List.of("keydown", "[data-testid=dialog-action]"));
    step.focus();
    page.keyboard().press("r");
    add("r to dialog, ms", page.evaluate("window.reached"));
    page.keyboard().press("Escape");
    assertThat(page.getByTestId("rerun-dialog")).hasCount(0);
    awaitQuiet(page);
  }

  private static Locator exactly(Page page, String text) {
    return page.getByTestId("graph").getByText(text, new Locator.GetByTextOptions().setExact(true));
  }

  private static Object taskOf(Page page, Locator clicked) {
    page.evaluate("window.longest = 0");
    clicked.click();
    awaitQuiet(page);
    return page.evaluate("window.longest");
  }

  private static void awaitQuiet(Page page) {
    page.waitForFunction(QUIET, page.evaluate("performance.now()"));
  }

  private void pan(Page page) {
    BoundingBox graph = page.getByTestId("graph").boundingBox();
    double x = graph.x + graph.width / 2;
    double y = graph.y + graph.height / 2;
    Mouse mouse = page.mouse();
    page.evaluate(WATCH_FRAMES);
    long end = System.nanoTime() + PAN_SECONDS * 1_000_000_000L;
    for (int turn = 0; System.nanoTime() < end; turn++) {
      mouse.move(x, y);
      mouse.down();
      mouse.move(
          x + (turn % 2 == 0 ? 240 : -240),
          y + (turn % 4 < 2 ? 120 : -120),
          new Mouse.MoveOptions().setSteps(30));
      mouse.up();
      mouse.wheel(0, turn % 2 == 0 ? -300 : 300);
    }
    List<Double> frames =
        ((List<?>) page.evaluate(FRAMES))
            .stream().map(frame -> ((Number) frame).doubleValue()).sorted().toList();
    add("95th percentile of frames while panning, ms", frames.get(frames.size() * 95 / 100));
  }

  private double heap(Page page) {
    CDPSession session = context.newCDPSession(page);
    session.send("HeapProfiler.enable");
    session.send("HeapProfiler.collectGarbage");
    JsonObject usage = session.send("Runtime.getHeapUsage");
    session.detach();
    return usage.get("usedSize").getAsDouble() / 1e6;
  }

  private void add(String what, Object value) {
    measured.computeIfAbsent(what, first -> new ArrayList<>()).add(((Number) value).doubleValue());
  }
}
