package dev.pinwheel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * One packaged application with fresh data and one Chromium per test class; a fresh profile per
 * browser that a test opens. After a test that failed, what its browsers showed lies in {@code
 * target/browser}. A script error in any page fails the test.
 */
@SuppressWarnings("NullAway") // set up before all tests
final class Studio implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final double PATIENCE_MILLIS = 60_000;
  private static final List<String> CHROMIUM_ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Consumer<Path> prepareData;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> scriptErrors = new ArrayList<>();
  private Path directory;
  private ServerProcess server;
  private Playwright playwright;
  private Browser browser;
  private StoredFacts facts;

  Studio() {
    this(data -> {});
  }

  /**
   * @param prepareData given the data directory before the server starts
   */
  Studio(Consumer<Path> prepareData) {
    this.prepareData = prepareData;
  }

  @Override
  public void beforeAll(ExtensionContext test) throws IOException {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    directory = Path.of("target", "browser", test.getRequiredTestClass().getSimpleName());
    FileSystemUtils.deleteRecursively(directory);
    Path data = directory.resolve("data");
    Files.createDirectories(data);
    prepareData.accept(data);
    server = ServerProcess.start(data, directory.resolve("server.log"));
    facts = new StoredFacts(data);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = launch(playwright);
  }

  /** Starts the machine's Chromium. */
  static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new LaunchOptions()
                .setExecutablePath(findChromium())
                .setArgs(CHROMIUM_ARGUMENTS)
                .setTimeout(PATIENCE_MILLIS));
  }

  private static Path findChromium() {
    String named = System.getenv("PINWHEEL_CHROMIUM");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(place ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "Expected a Chromium on the PATH or in PINWHEEL_CHROMIUM, found none."));
  }

  /** Opens the Studio in a browser of its own, 1280×720. */
  StudioPage open() {
    return open(new Browser.NewContextOptions());
  }

  StudioPage open(Browser.NewContextOptions options) {
    if (options.viewportSize == null) {
      options.setViewportSize(1280, 720);
    }
    BrowserContext context =
        browser.newContext(
            options
                .setBaseURL(server.address().toString())
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setReducedMotion(ReducedMotion.REDUCE));
    contexts.add(context);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onWebError(error -> scriptErrors.add(error.error()));
    Page page = context.newPage();
    StudioPage studio = new StudioPage(page);
    studio.goTo("/");
    return studio;
  }

  /** Where the application is. */
  URI address() {
    return server.address();
  }

  StoredFacts facts() {
    return facts;
  }

  ExampleFiles files() {
    return new ExampleFiles(server.data());
  }

  @Override
  public void afterEach(ExtensionContext test) {
    if (test.getExecutionException().isPresent()) {
      keepPictures(test.getRequiredTestMethod().getName());
    }
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    List<String> errors = List.copyOf(scriptErrors);
    scriptErrors.clear();
    assertThat(errors).as("script errors").isEmpty();
  }

  private void keepPictures(String test) {
    for (int i = 0; i < contexts.size(); i++) {
      for (Page page : contexts.get(i).pages()) {
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(directory.resolve("%s-%d.png".formatted(test, i + 1))));
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext test) {
    if (playwright != null) {
      playwright.close();
    }
    if (facts != null) {
      facts.close();
    }
    if (server != null) {
      server.close();
    }
  }
}
