package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many bytes a first visit takes, on the wire. */
@Tag("browser")
class WeightTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void aColdLoadOfRunsIsLight() {
    StudioPage opened = studio.open();
    // A list with rows, which need a font of their own.
    opened.run("users", "welcome", "Done");
    Page page = opened.page();
    CDPSession network = page.context().newCDPSession(page);
    Map<String, String> addresses = new ConcurrentHashMap<>();
    Map<String, Long> bytes = new ConcurrentHashMap<>();
    network.on(
        "Network.requestWillBeSent",
        event ->
            addresses.put(
                event.get("requestId").getAsString(),
                event.getAsJsonObject("request").get("url").getAsString()));
    network.on(
        "Network.loadingFinished",
        event ->
            bytes.merge(
                addresses.getOrDefault(event.get("requestId").getAsString(), "?"),
                event.get("encodedDataLength").getAsLong(),
                Long::sum));
    network.send("Network.enable");
    JsonObject disabled = new JsonObject();
    disabled.addProperty("cacheDisabled", true);
    network.send("Network.setCacheDisabled", disabled);

    page.navigate("/runs?workspace=production");
    page.waitForLoadState(LoadState.NETWORKIDLE);

    Map<String, Long> heaviest = new LinkedHashMap<>();
    bytes.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> heaviest.put(entry.getKey(), entry.getValue()));
    assertThat(heaviest.values().stream().mapToLong(Long::longValue).sum())
        .as("bytes of %s", heaviest)
        .isLessThan(400_000);
  }

  /** The frame is in the page itself, in the remembered theme. */
  @Test
  void theFrameIsThereBeforeAnyScriptHasRun() {
    Page page = studio.open().page();
    page.evaluate("localStorage.setItem('pinwheel.theme', 'dark')");
    Locator frame = page.locator(".pw-first-paint");
    assertThat(frame).not().isVisible();
    page.route("**/VAADIN/build/*.js", Route::abort);

    page.navigate("/runs?workspace=production");

    assertThat(frame).isVisible();
    assertThat(frame.locator(".pw-mark")).isVisible();
    assertThat(frame.locator(".pw-skeleton > div").last()).isVisible();
    assertThat(page.locator("html")).hasCSS("color-scheme", "dark");
    ScreenChecks.take(new StudioPage(page), "dark", "first-paint");
    page.setViewportSize(390, 844);
    assertThat(frame.locator(".pw-skeleton > div").first()).isInViewport();
    ScreenChecks.take(new StudioPage(page), "phone", "first-paint");
  }

  /** Parts of the names of scripts that are loaded when they are first needed. */
  private static final List<String> LATER =
      List.of(
          "command-palette",
          "run-timeline",
          "difference-list",
          "line-difference",
          "run-trend",
          "log-list",
          "json-viewer",
          "markdown");

  @Test
  void whatIsNotShownIsNotLoaded() {
    StudioPage opened = studio.open();
    Page page = opened.page();
    List<String> loaded = new CopyOnWriteArrayList<>();
    page.onRequest(request -> loaded.add(request.url()));

    page.navigate("/runs?workspace=production");
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(loaded).noneMatch(url -> LATER.stream().anyMatch(url::contains));

    RunPagePart run = opened.run("users", "welcome", "Done");
    assertThat(run.nodes().first()).isVisible();
    assertThat(loaded).noneMatch(url -> url.contains("run-timeline") || url.contains("log-list"));
    run.tab("timeline").click();
    assertThat(page.getByRole(AriaRole.TREEGRID).first()).isVisible();
    assertThat(loaded).anyMatch(url -> url.contains("run-timeline"));
    run.tab("logs").click();
    assertThat(page.locator(".pw-log").first()).isVisible();
    assertThat(loaded).anyMatch(url -> url.contains("log-list"));
  }

  @Test
  void textIsCompressedAndWhatHasAVersionIsKept() {
    Page page = studio.open().page();
    List<Response> answers = new CopyOnWriteArrayList<>();
    page.onResponse(answers::add);

    page.navigate("/runs?workspace=production");
    page.waitForLoadState(LoadState.NETWORKIDLE);

    assertThat(answers).hasSizeGreaterThan(10);
    for (Response answer : answers) {
      if (answer.url().matches(".*([.]css|/VAADIN/build/.*[.]js)([?].*)?")) {
        assertThat(answer.headers()).as(answer.url()).containsKey("content-encoding");
      }
      if (answer.url().matches(".*(/VAADIN/build/|woff2|[?]v=|[?]v-c=).*")) {
        assertThat(answer.headers().get("cache-control"))
            .as(answer.url())
            .contains("max-age=31536000");
      }
    }
  }
}
