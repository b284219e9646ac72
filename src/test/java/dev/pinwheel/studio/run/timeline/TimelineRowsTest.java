package dev.pinwheel.studio.run.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.timeline.Timeline;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class TimelineRowsTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final RunId RUN = new RunId(7);
  private static final StepId STEP = new StepId(RUN, 3);

  @Test
  void rowsAreLabelledWithEverythingThatTheyShow() {
    JsonNode rows = json(step(null), leaf("production"));

    assertThat(rows.path(0).path("label").asString())
        .isEqualTo(
            "fetchUser, userId u1, done, queued 66 s, executing 2 s, on the critical path"
                .replace("66 s", "1 min 6 s"));
    assertThat(rows.path(1).path("label").asString())
        .isEqualTo("fetchUser, userId u1, reused from production #1");
    assertThat(rows.path(1).path("reuse").path("endedText").asString()).isEqualTo("21 Nov 10:00");
  }

  @Test
  void aReusedCallNamesTheViewersWorkspaceLikeAnyOther() {
    JsonNode row = json(leaf(null)).path(0);

    assertThat(row.path("reuse").path("from").asString()).isEqualTo("development #1");
    assertThat(row.path("label").asString())
        .isEqualTo("fetchUser, userId u1, reused from development #1");
  }

  @Test
  void anAttemptThatIsNotVisibleIsNotNamed() {
    JsonNode row = json(leaf(null, true)).path(0);

    assertThat(row.path("reuse").path("from").asString())
        .isEqualTo("an attempt not visible from here");
    assertThat(row.path("label").asString())
        .isEqualTo("fetchUser, userId u1, reused from an attempt not visible from here");
    assertThat(row.path("reuse").has("ended")).isFalse();
  }

  @Test
  void aStepThatTheCacheAnsweredSaysSo() {
    JsonNode rows = json(step("cached from R2:5"), step(null));

    assertThat(rows.path(0).path("cached").asString()).isEqualTo("cached from R2:5");
    assertThat(rows.path(0).path("label").asString())
        .startsWith("fetchUser, userId u1, done, cached from R2:5, ");
    assertThat(rows.path(1).has("cached")).isFalse();
  }

  @Test
  void aModuleIsNamedWhereItIsAnotherOneThanTheCallers() {
    JsonNode rows =
        json(
            row("1", 0, "users"),
            row("2", 1, "weather"),
            row("3", 2, "weather"),
            row("4", 2, "users"),
            row("5", 1, "users"),
            row("6", 0, "users"),
            row("7", 0, "weather"));

    List<String> modules = new ArrayList<>();
    rows.forEach(row -> modules.add(row.path("module").asString("")));
    assertThat(modules).containsExactly("", "weather", "", "users", "", "", "weather");
  }

  @Test
  void momentsAreMillisecondsSinceTheStart() {
    JsonNode segments = json(step(null)).path(0).path("bars").path(0).path("segments");

    assertThat(segments.path(1).path("kind").asString()).isEqualTo("executing");
    assertThat(segments.path(1).path("from").asDouble()).isEqualTo(66_000);
    assertThat(segments.path(1).path("to").asDouble()).isEqualTo(68_000.5);
  }

  @Test
  void tooManySegmentsBecomeWhatTheyMostlyAre() {
    List<Segment> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Instant from = START.plusSeconds(10L * i);
      many.add(new Segment(Segment.Kind.WAITING, from, from.plusSeconds(9)));
      many.add(new Segment(Segment.Kind.EXECUTING, from.plusSeconds(9), from.plusSeconds(10)));
    }
    many.add(
        new Segment(
            Segment.Kind.EXECUTING, START.plusSeconds(200_000), START.plusSeconds(400_000)));

    List<Segment> coarse = TimelineRows.coarser(many);

    assertThat(coarse).hasSizeLessThanOrEqualTo(401);
    assertThat(coarse.getFirst().kind()).isEqualTo(Segment.Kind.WAITING);
    assertThat(coarse.getLast().kind()).isEqualTo(Segment.Kind.EXECUTING);
    assertThat(coarse.getFirst().from()).isEqualTo(START);
    assertThat(coarse.getLast().to()).isEqualTo(START.plusSeconds(400_000));
    assertThat(coarse.getFirst().duration()).isGreaterThan(Duration.ofSeconds(190_000));
  }

  private static JsonNode json(Timeline.Row... rows) {
    Timeline timeline =
        new Timeline(
            RUN, START, START.plusSeconds(70), false, List.of(), List.of(rows), null, true);
    return new TimelineRows(timeline, "development", ZoneOffset.UTC, START).json().path("rows");
  }

  private static Timeline.Step row(String key, int depth, String module) {
    return new Timeline.Step(
        key,
        depth,
        STEP,
        module,
        "fetchUser",
        null,
        State.DONE,
        new WorkspaceName("production"),
        null,
        List.of());
  }

  private static Timeline.Step step(@Nullable String cached) {
    Timeline.Bar bar =
        new Timeline.Bar(
            new ExecutionId(STEP, 1),
            State.DONE,
            List.of(
                new Segment(Segment.Kind.QUEUED, START, START.plusSeconds(66)),
                new Segment(
                    Segment.Kind.EXECUTING,
                    START.plusSeconds(66),
                    START.plusMillis(68_000).plusNanos(500_000))),
            List.of(new Timeline.Gap(START, START.plusSeconds(68))));
    return new Timeline.Step(
        "3",
        1,
        STEP,
        "users",
        "fetchUser",
        "userId \"u1\"",
        State.DONE,
        new WorkspaceName("production"),
        cached,
        List.of(bar));
  }

  private static Timeline.Reuse leaf(@Nullable String from) {
    return leaf(from, false);
  }

  private static Timeline.Reuse leaf(@Nullable String from, boolean notVisible) {
    return new Timeline.Reuse(
        "1>2",
        1,
        STEP,
        "users",
        "fetchUser",
        "userId \"u1\"",
        true,
        START.plusSeconds(1),
        new ExecutionId(STEP, 1),
        notVisible,
        from == null ? null : new WorkspaceName(from),
        notVisible ? null : START.minus(Duration.ofDays(1)));
  }
}
