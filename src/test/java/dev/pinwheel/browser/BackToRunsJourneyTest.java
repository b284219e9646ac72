package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.pinwheel.browser.modules.ManyRows;
import dev.pinwheel.worker.Worker;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From Runs into a run and back: the focus is never lost, and the list is where it was left. */
@Tag("browser")
class BackToRunsJourneyTest {

  private static final int RUNS = 200;

  @RegisterExtension static final Studio studio = new Studio();

  private static final String INDEX_OF_FOCUS =
      "grid => grid?.shadowRoot.activeElement?.closest('tr')?.index ?? -1";
  private static final String SCROLLED = "grid => grid.$.table.scrollTop";

  @BeforeAll
  static void runMany() throws IOException, InterruptedException {
    URI runs = studio.address().resolve("/api/v1/runs?workspace=production");
    try (Worker worker =
            Worker.builder()
                .server(studio.address().toString())
                .name("rows")
                .workspace("production")
                .stopOnSignals(false)
                .module(ManyRows.class)
                .start();
        HttpClient client = HttpClient.newHttpClient()) {
      await().until(() -> submit(client, runs, 1) == HttpURLConnection.HTTP_CREATED);
      for (int run = 2; run <= RUNS; run++) {
        submit(client, runs, run);
      }
      StudioPage opened = studio.open();
      opened.goTo("/runs?workspace=production&status=waiting");
      assertThat(opened.main().getByText("No matching runs")).isVisible();
      opened.dismissWelcome();
      assertThat(worker.name()).isEqualTo("rows");
    }
  }

  private static int submit(HttpClient client, URI runs, int number)
      throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(runs)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"module\":\"many-rows\",\"workflow\":\"small\",\"arguments\":[%d]}"
                            .formatted(number)))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Page open() {
    StudioPage opened = studio.open().goTo("/runs?workspace=production");
    assertThat(opened.main().getByText("small").first()).isVisible();
    return opened.awaitQuiet().page();
  }

  @Test
  void aRunOpenedFromTheKeyboardHasTheFocusAndTheRowHasItAfterwards() {
    Page page = open();
    Locator grid = page.getByTestId("runs");
    grid.evaluate("grid => grid.scrollToIndex(120)");
    page.waitForFunction(
        """
        () => [...document.querySelector('[data-testid=runs]').$.items.children]
          .some(row => row.index === 125 && !row.hasAttribute('loading'))
        """);
    grid.evaluate(
        "grid => [...grid.$.items.children].find(row => row.index === 125).querySelector('td').focus()");
    Number scrolled = (Number) grid.evaluate(SCROLLED);

    page.keyboard().press("Enter");
    Locator title = page.getByTestId("run-header").getByRole(AriaRole.HEADING).first();
    assertThat(title).isFocused();

    assertThat(new RunPagePart(page).id()).isVisible();
    page.goBack();
    page.waitForFunction(
        "() => (" + INDEX_OF_FOCUS + ")(document.querySelector('[data-testid=runs]')) === 125");
    assertThat(((Number) grid.evaluate(SCROLLED)).doubleValue())
        .isBetween(scrolled.doubleValue() - 60, scrolled.doubleValue() + 60);
  }

  @Test
  void aListLeftWithThePointerIsScrolledAsBeforeWithoutAFocus() {
    Page page = open();
    Locator grid = page.getByTestId("runs");
    grid.evaluate("grid => grid.scrollToIndex(80)");
    page.waitForFunction(
        "() => document.querySelector('[data-testid=runs]')._firstVisibleIndex === 80");
    clickRow(page, grid, 84);
    assertThat(new RunPagePart(page).id()).isVisible();
    page.goBack();
    page.waitForFunction(
        "() => Math.abs(document.querySelector('[data-testid=runs]')?._firstVisibleIndex - 80) < 3");
    assertThat(grid.evaluate(INDEX_OF_FOCUS)).isEqualTo(-1);
  }

  private static void clickRow(Page page, Locator grid, int index) {
    List<?> middle =
        (List<?>)
            grid.evaluate(
                """
                (grid, index) => {
                  const row = [...grid.$.items.children].find(row => row.index === index);
                  const box = row.getBoundingClientRect();
                  return [box.left + box.width / 2, box.top + box.height / 2];
                }
                """,
                index);
    page.mouse()
        .click(
            ((Number) middle.getFirst()).doubleValue(), ((Number) middle.getLast()).doubleValue());
  }
}
