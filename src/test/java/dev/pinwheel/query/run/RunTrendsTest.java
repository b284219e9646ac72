package dev.pinwheel.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.ReadModelFixture;
import dev.pinwheel.query.view.State;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** V2 and W5 in the trend of a workflow, and its percentiles. */
class RunTrendsTest {

  private final ReadModelFixture fixture = new ReadModelFixture();

  @BeforeEach
  void workspaces() {
    fixture.workspace("production", null);
    fixture.workspace("development", "production");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void percentilesAreValuesThatSoManyDoNotExceed() {
    assertThat(seconds(1, 50)).isEqualTo(1);
    assertThat(seconds(1, 95)).isEqualTo(1);
    assertThat(seconds(5, 50)).isEqualTo(3);
    assertThat(seconds(5, 95)).isEqualTo(5);
    assertThat(seconds(20, 50)).isEqualTo(10);
    assertThat(seconds(20, 95)).isEqualTo(19);
    assertThat(seconds(50, 95)).isEqualTo(48);
    assertThat(seconds(100, 95)).isEqualTo(95);
  }

  private static long seconds(int count, int percent) {
    return RunTrend.percentile(
            IntStream.rangeClosed(1, count).mapToObj(Duration::ofSeconds).toList(), percent)
        .toSeconds();
  }

  @Test
  void endedRunsOfTheWorkflowAreDrawnOldestFirst() {
    ExecutionFixture done = fixture.run("production", "welcome").value("1");
    ExecutionFixture failed = fixture.run("production", "welcome").fail("X", "no");
    ExecutionFixture cancelled = fixture.run("production", "welcome").cancel();
    fixture.run("production", "welcome");
    fixture.run("production", "nightly").value("1");

    RunTrend trend = load("production", true);

    assertThat(trend.runs())
        .extracting(RunRow::run)
        .containsExactly(done.run(), failed.run(), cancelled.run());
    assertThat(trend.runs())
        .extracting(RunRow::status)
        .containsExactly(State.DONE, State.FAILED, State.CANCELLED);
  }

  @Test
  void percentilesCountRunsThatAreDoneFromFiveOn() {
    for (int i = 0; i < 4; i++) {
      last(Duration.ofSeconds(10)).value("1");
      last(Duration.ofMinutes(10)).fail("X", "no");
    }
    assertThat(load("production", true)).returns(null, RunTrend::p50).returns(null, RunTrend::p95);

    last(Duration.ofSeconds(60)).value("1");

    assertThat(load("production", true).p50())
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    assertThat(load("production", true).p95())
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
  }

  private ExecutionFixture last(Duration duration) {
    ExecutionFixture run = fixture.run("production", "welcome");
    fixture.pass(duration);
    return run;
  }

  @Test
  void atMostFiftyAreLookedAt() {
    List<ExecutionFixture> all =
        IntStream.range(0, 53)
            .mapToObj(i -> fixture.run("production", "welcome").value("1"))
            .toList();

    assertThat(load("production", true).runs())
        .extracting(RunRow::run)
        .containsExactlyElementsOf(all.subList(3, 53).stream().map(ExecutionFixture::run).toList());
  }

  @Test // V2, W4, W5
  void theViewerDecidesWhichRunsAndHowTheyEnded() {
    ExecutionFixture one = fixture.run("production", "welcome").fail("X", "no");
    fixture.run("production", "welcome").value("1");
    RunTrend before = load("production", true);
    one.rerun("development").value("1");
    fixture.run("development", "welcome").value("1");

    assertThat(load("production", true)).isEqualTo(before);
    assertThat(load("development", true).runs())
        .extracting(RunRow::status)
        .containsExactly(State.DONE, State.DONE, State.DONE);
    assertThat(load("development", false).runs()).hasSize(2);
  }

  @Test
  void reuseIsCountedOverAllOfThem() {
    for (int i = 0; i < 2; i++) {
      ExecutionFixture run = fixture.run("production", "welcome");
      ExecutionFixture user = run.callMemo("fetchUser", "u" + i).value("1");
      run.reuse(user);
      run.value("1");
    }

    RunTrend trend = load("production", true);

    assertThat(trend.calls()).isEqualTo(4);
    assertThat(trend.reusedCalls()).isEqualTo(2);
  }

  private RunTrend load(String workspace, boolean includeBases) {
    return fixture.reads.trends().load(fixture.from(workspace), "users", "welcome", includeBases);
  }
}
