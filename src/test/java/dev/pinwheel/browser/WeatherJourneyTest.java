package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A long pipeline fails late, is corrected, and goes on from there. */
@Tag("browser")
class WeatherJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void afterCorrectingTheRuleOnlyWhatHadNotSucceededIsDone() {
    RunPagePart run = studio.open().run("weather", "nightly", "Failed");
    String id = run.id().textContent();
    assertThat(run.firstError()).containsText("checkMonth: 2012-03-15: Seattle says \"snow\"");
    assertThat(run.firstError()).containsText("weather-rules.properties");
    List<String> sent = studio.files().outbox();
    assertThat(sent).hasSize(1);

    studio
        .files()
        .edit("weather-rules.properties", "snow-on-warm-day = refuse", "snow-on-warm-day = rain");
    run.openRerunWhole().submit();
    assertThat(run.node("nightly, firstYear 2012, lastYear 2015, attempt 2, done")).isVisible();

    assertThat(run.status()).containsText("Done");
    assertThat(run.workNotRepeated()).containsText("s of work not repeated");
    assertThat(studio.facts().executions(id, "loadTable")).isEqualTo(1);
    assertThat(studio.facts().executions(id, "checkMonth")).isEqualTo(96 + 1);
    assertThat(studio.files().outbox())
        .hasSize(2)
        .containsAll(sent)
        .anySatisfy(file -> assertThat(file).contains("weather-report"));

    run.openRerunWhole().submit();
    assertThat(run.node("nightly, firstYear 2012, lastYear 2015, attempt 3, done")).isVisible();

    assertThat(studio.facts().executions(id, "checkMonth")).isEqualTo(96 + 1);
    assertThat(studio.files().outbox()).hasSize(2);
  }
}
