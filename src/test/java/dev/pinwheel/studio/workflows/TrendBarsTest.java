package dev.pinwheel.studio.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.ReadModelFixture;
import dev.pinwheel.query.run.RunTrend;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bars of a trend, their names and their heights. */
class TrendBarsTest {

  private final ReadModelFixture fixture = new ReadModelFixture();

  @BeforeEach
  void workspaces() {
    fixture.workspace("production", null);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aBarSaysWhichRunAndLeadsThere() {
    ExecutionFixture run = fixture.run("production", "welcome", "[\"u1\"]", null);
    run.reuse(run.callMemo("fetchUser", "u1").value("1"));
    run.value("1");

    JsonNode bar = json().get("bars").get(0);

    assertThat(bar.get("run").asString()).isEqualTo(run.run().toString());
    assertThat(bar.get("href").asString()).isEqualTo("runs/" + run.run() + "?workspace=production");
    assertThat(bar.get("state").asString()).isEqualTo("done");
    assertThat(bar.get("took").asString()).endsWith(" s");
    assertThat(bar.get("reused").asString()).isEqualTo("1 of 2 calls");
    assertThat(bar.get("height").asDouble()).isEqualTo(1.0);
    assertThat(bar.get("cut").asBoolean()).isFalse();
    assertThat(TrendBars.reuse(trend())).isEqualTo("reused 1 of 2 calls, 50 %");
  }

  @Test
  void heightsAreShareOfTheLongest() {
    run(Duration.ofSeconds(1)).value("1");
    run(Duration.ofSeconds(100)).cancel();

    JsonNode bars = json().get("bars");

    assertThat(bars.get(0).get("height").asDouble()).isLessThan(0.1);
    assertThat(bars.get(1).get("height").asDouble()).isEqualTo(1.0);
    assertThat(bars.get(1).get("state").asString()).isEqualTo("cancelled");
    assertThat(json().get("lines")).isEmpty();
  }

  @Test
  void whatIsMuchLongerThanMostIsCut() {
    for (int i = 0; i < 30; i++) {
      run(Duration.ofSeconds(10)).value("1");
    }
    run(Duration.ofHours(10)).value("1");

    JsonNode bars = json().get("bars");

    assertThat(bars.get(30).get("cut").asBoolean()).isTrue();
    assertThat(bars.get(30).get("height").asDouble()).isEqualTo(1.0);
    assertThat(bars.get(0).get("cut").asBoolean()).isFalse();
    assertThat(bars.get(0).get("height").asDouble()).isBetween(0.2, 0.5);
    assertThat(json().get("lines")).hasSize(2);
    assertThat(json().get("lines").get(0).get("name").asString()).isEqualTo("p50");
  }

  @Test
  void whatTheBarsAreIsSaidInWords() {
    run(Duration.ofSeconds(1)).value("1");
    run(Duration.ofSeconds(1)).fail("X", "no");
    run(Duration.ofSeconds(1)).cancel();

    assertThat(TrendBars.sentence(trend())).isEqualTo("3 ended runs · 1 failed · 1 cancelled");
    assertThat(TrendBars.percentiles(trend())).isEqualTo("p50 and p95 from 5 done runs on");
    assertThat(TrendBars.reuse(trend())).isEqualTo("no calls");
  }

  private ExecutionFixture run(Duration took) {
    ExecutionFixture run = fixture.run("production", "welcome");
    fixture.pass(took);
    return run;
  }

  private RunTrend trend() {
    return fixture.reads.trends().load(fixture.from("production"), "users", "welcome", true);
  }

  private ObjectNode json() {
    return new TrendBars(trend(), "workspace=production", ZoneOffset.UTC, fixture.now())
        .json("users / welcome");
  }
}
