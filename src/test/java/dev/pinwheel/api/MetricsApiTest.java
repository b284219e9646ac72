package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiFixture.Welcome;
import dev.pinwheel.testing.Scripted;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads. */
class MetricsApiTest {

  private final ApiFixture fixture = new ApiFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String scrape() {
    ApiClient.Answer answer = fixture.api.get("/metrics").hasStatus(200);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain");
    return answer.response().body();
  }

  /** The value of a line that begins so; counters follow a moment after the commit. */
  private void awaitLine(String line) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(scrape().lines()).contains(line));
  }

  @Test
  void countsHitsMissesResultsAndDispatches() {
    Welcome welcome = fixture.welcome("u1");
    welcome.run().calls("sendEmail", "u1").failing("no mail");
    welcome.run().returns("sent");

    awaitLine("pinwheel_memo_hits_total 1.0");
    awaitLine("pinwheel_memo_misses_total 1.0");
    awaitLine("pinwheel_executions_ended_total{result=\"value\"} 2.0");
    awaitLine("pinwheel_executions_ended_total{result=\"failed\"} 1.0");
    awaitLine("pinwheel_dispatch_latency_seconds_count 3");
    assertThat(scrape()).contains("pinwheel_dispatch_latency_seconds_bucket{le=\"0.005\"}");
  }

  @Test
  void tellsWhatIsOpenAndHowLongItWaits() {
    Scripted welcome = fixture.engine.submit("development", "welcome", "u1").running();
    welcome.awaits("sleep").running();
    fixture.engine.pause("development");
    fixture.engine.submit("development", "welcome", "u2");
    fixture.engine.advance(Duration.ofSeconds(90));
    fixture.engine.workspace("staging");
    fixture.engine.workerFor("staging");

    awaitLine("pinwheel_executions{state=\"executing\"} 1.0");
    awaitLine("pinwheel_executions{state=\"blocked\"} 1.0");
    awaitLine("pinwheel_executions{state=\"due\"} 1.0");
    awaitLine("pinwheel_executions{state=\"scheduled\"} 0.0");
    awaitLine("pinwheel_queue_depth 1.0");
    awaitLine("pinwheel_queue_oldest_age_seconds 90.0");
    awaitLine("pinwheel_worker_sessions{kind=\"embedded\"} 1.0");
    awaitLine("pinwheel_worker_sessions{kind=\"remote\"} 1.0");
  }

  @Test
  void namesNoWorkspaceRunOrTarget_W4() {
    Welcome welcome = fixture.welcome("u1");

    assertThat(scrape())
        .contains("jvm_memory_used_bytes")
        .doesNotContain("production", "development", "welcome", "fetchUser", welcome.id());
  }
}
