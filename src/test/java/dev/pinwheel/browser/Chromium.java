package dev.pinwheel.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine's Chromium, without a window. */
public final class Chromium {

  private static final double MILLIS_TO_START = 60_000;
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final Pattern DRIVER_OR_BROWSER = Pattern.compile("node$|chrom[^/]*$");

  private static @Nullable Browser shared;

  private Chromium() {}

  /**
   * The one that all test classes of this JVM share: starting one takes seconds. It ends with the
   * JVM, because Playwright's own process notices that its input has ended. Only for the thread
   * that runs the tests.
   */
  static Browser ofThisJvm() {
    if (shared == null || !shared.isConnected()) {
      shared =
          launch(
              Playwright.create(
                  new Playwright.CreateOptions()
                      .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }
    return shared;
  }

  /** Ends the one of this JVM, which need not answer any more; the next test starts another one. */
  static void end() {
    shared = null;
    ProcessHandle.current()
        .descendants()
        .filter(process -> DRIVER_OR_BROWSER.matcher(process.info().command().orElse("")).find())
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Starts another one, which ends with the given Playwright. */
  public static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new LaunchOptions()
                .setExecutablePath(find())
                .setArgs(ARGUMENTS)
                .setTimeout(MILLIS_TO_START));
  }

  private static Path find() {
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
}
