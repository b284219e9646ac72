package dev.pinwheel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * One packaged application with fresh data per test class, one Chromium per JVM; a fresh profile
 * per browser that a test opens. After a test that failed, what its browsers showed lies in {@code
 * target/browser}; after one that hung, the console says what the server was doing, and the next
 * test gets another Chromium. A script error in any page fails the test.
 */
@SuppressWarnings("NullAway") // set up before all tests
final class Studio implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final double PATIENCE_MILLIS = 60_000;

  private final Consumer<Path> prepareData;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> scriptErrors = new ArrayList<>();
  private Path directory;
  private ServerProcess server;
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
  }

  /** The Studio in a browser of its own, 1280×720, which loads nothing before that is needed. */
  StudioPage open() {
    return open(new Browser.NewContextOptions());
  }

  StudioPage open(Browser.NewContextOptions options) {
    return StudioPage.fresh(openBrowser(options));
  }

  /** Signs somebody in with the form, in a browser of their own. */
  StudioPage openAs(String name, String password) {
    Page page = openBrowser(new Browser.NewContextOptions());
    page.navigate("/");
    SignInForm.in(page).submit(name, password);
    return new StudioPage(page);
  }

  /** A page that shows nothing yet. */
  private Page openBrowser(Browser.NewContextOptions options) {
    if (options.viewportSize == null) {
      options.setViewportSize(1280, 720);
    }
    BrowserContext context =
        Chromium.ofThisJvm()
            .newContext(
                options
                    .setBaseURL(server.address().toString())
                    .setLocale("en-GB")
                    .setTimezoneId("Europe/Berlin")
                    .setReducedMotion(ReducedMotion.REDUCE));
    contexts.add(context);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onWebError(error -> scriptErrors.add(error.error()));
    return context.newPage();
  }

  /** Ends the server, for good. */
  void endServer() {
    server.close();
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
    if (test.getExecutionException().orElse(null) instanceof TimeoutException) {
      server.printThreads();
      Chromium.end();
    } else {
      if (test.getExecutionException().isPresent()) {
        keepPictures(test.getRequiredTestMethod().getName());
      }
      contexts.forEach(BrowserContext::close);
    }
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
    if (facts != null) {
      facts.close();
    }
    if (server != null) {
      server.close();
    }
  }
}
