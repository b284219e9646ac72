package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.pinwheel.model.RunId;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures long lists of the packaged application in a real Chromium: {@code ./pinwheel bench
 * lists}. From the address to the first row, over the data of {@link LongLists}; leaves pictures at
 * two widths and in both themes in {@code target/screenshots/lists}.
 */
public final class ListBench {

  private static final double PATIENCE_MILLIS = 180_000;
  private static final int ROUNDS = 3;
  private static final int SEARCHES = 100;

  private static final String WATCH_ANSWERS =
      """
      () => {
        const palette = document.querySelector('pw-palette');
        const asked = {};
        const show = palette.show;
        window.answers = [];
        palette.addEventListener('palette-ask', ask => asked[ask.detail.number] = performance.now());
        palette.show = answer => {
          show.call(palette, answer);
          if (answer.number === palette.asked) {
            palette.updateComplete.then(
                () => window.answers.push(performance.now() - asked[answer.number]));
          }
        };
      }
      """;
  private static final Path PICTURES = Path.of("target", "screenshots", "lists");

  private final Page page;
  private final StudioPage studio;

  private ListBench(Page page) {
    this.page = page;
    this.studio = new StudioPage(page);
  }

  public static void main(String[] arguments) throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Path data = Files.createTempDirectory(Path.of("target"), "bench-lists");
    LongLists.fill(data);
    try (ServerProcess server = ServerProcess.startToMeasure(data, data.resolve("server.log"));
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = Chromium.launch(playwright)) {
      Page page =
          browser.newPage(
              new Browser.NewPageOptions()
                  .setBaseURL(server.address().toString())
                  .setReducedMotion(ReducedMotion.REDUCE)
                  .setViewportSize(1280, 720));
      page.setDefaultTimeout(PATIENCE_MILLIS);
      new ListBench(page).measure();
    }
  }

  private void measure() {
    System.out.printf(
        "load average %.1f%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    String deep = LongLists.DEEPEST;
    view("runs", "/runs?workspace=production", () -> studio.main().getByText("small").first());
    view("runs-deep", "/runs?workspace=" + deep, () -> studio.main().getByText("small").first());
    view(
        "workspaces",
        "/workspaces?workspace=production",
        () -> page.getByTestId("workspaces").getByText("production").first());
    view(
        "queue",
        "/queue?workspace=production&section=due",
        () -> studio.main().getByText("small").first());
    view(
        "attempts",
        "/runs/%s?workspace=production&step=1".formatted(LongLists.OFTEN),
        () -> page.getByTestId("panel-overview"));
    view(
        "attempts-compared",
        "/runs/%s?workspace=production&step=1&tab=compare".formatted(LongLists.OFTEN),
        () -> page.getByTestId("compare-outcome"));
    view(
        "log",
        "/runs/%s/logs?workspace=production".formatted(LongLists.LOUD),
        () -> page.getByTestId("logs").getByText("Line 1 of").first());
    studio.goTo("/runs?workspace=production");
    assertThat(studio.openSwitcher().getByTestId("workspace-option").first()).isVisible();
    pictures("switcher");
    search();
  }

  /** From the question to the drawn answer; a person waits 150 ms longer, after the last key. */
  private void search() {
    studio.goTo("/runs?workspace=production");
    PalettePart palette = new PalettePart(page).open();
    assertThat(palette.options().first()).isVisible();
    page.evaluate(WATCH_ANSWERS);
    for (int text = 0; text < SEARCHES; text++) {
      palette.type(
          switch (text % 5) {
            case 0 -> Integer.toString(37 * text + 11);
            case 1 -> new RunId(1 + 131L * text).toString();
            case 2 -> "small " + text;
            case 3 -> "production-" + text % 8;
            default -> "nothing like " + text;
          });
      page.waitForFunction("count => window.answers.length > count", text);
    }
    List<Double> millis =
        ((List<?>) page.evaluate("window.answers"))
            .stream().map(time -> ((Number) time).doubleValue()).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "search             answers after %,.0f ms, 95th percentile %,.0f, longest %,.0f (%d)%n",
        millis.get(millis.size() / 2),
        millis.get(millis.size() * 95 / 100),
        millis.getLast(),
        millis.size());
  }

  private void view(String name, String address, Supplier<Locator> first) {
    double[] millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      page.navigate("about:blank");
      long start = System.nanoTime();
      page.navigate(address);
      assertThat(first.get()).isVisible();
      millis[round] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-18s first row after %,5.0f ms (%,.0f to %,.0f)%n",
        name,
        millis[ROUNDS / 2],
        millis[0],
        millis[ROUNDS - 1]);
    pictures(name);
  }

  private void pictures(String name) {
    studio.awaitQuiet();
    for (int width : new int[] {1280, 1600}) {
      for (ColorScheme theme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
        page.setViewportSize(width, 720);
        page.emulateMedia(
            new Page.EmulateMediaOptions()
                .setColorScheme(theme)
                .setReducedMotion(ReducedMotion.REDUCE));
        studio.awaitQuiet();
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(
                    PICTURES.resolve(
                        "%s-%d-%s.png"
                            .formatted(name, width, theme.name().toLowerCase(Locale.ROOT)))));
      }
    }
    page.setViewportSize(1280, 720);
  }
}
