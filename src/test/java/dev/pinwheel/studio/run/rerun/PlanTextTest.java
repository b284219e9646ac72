package dev.pinwheel.studio.run.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.PlanLine;
import dev.pinwheel.query.plan.PlannedCall;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.WaitReason;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Someone who reads only the dialog can say what will happen. */
class PlanTextTest {

  private static PlanLine line(
      PlanClass planned, Cause cause, int calls, @Nullable String from, @Nullable String after) {
    boolean reused = planned != PlanClass.WILL_RUN;
    return new PlanLine(
        planned,
        cause,
        "weather",
        "loadTable",
        calls,
        Duration.ofSeconds(6),
        from == null ? null : new WorkspaceName(from),
        reused ? 1 : null,
        after);
  }

  @Test
  void saysWhyItRunsUnlessThatGoesWithoutSaying() {
    List<PlanLine> lines =
        List.of(
            line(PlanClass.WILL_RUN, Cause.FORCED, 1, null, null),
            line(PlanClass.WILL_RUN, Cause.NOT_MEMOIZED, 10_000, null, "x"));

    assertThat(PlanText.brief(lines, "development"))
        .isEqualTo("loadTable (forced), loadTable × 10,000");
    assertThat(PlanText.about(lines.getFirst(), "development"))
        .isEqualTo("forced · took 6 s last time");
  }

  @Test
  void saysFromWhereItIsReusedAndWhatItWouldHaveTaken() {
    PlanLine line = line(PlanClass.WILL_BE_REUSED, Cause.MEMOIZED, 1, "production", null);

    assertThat(PlanText.brief(List.of(line), "development"))
        .isEqualTo("loadTable · 6 s · from production #1");
    assertThat(PlanText.about(line, "development")).isEqualTo("from production #1 · 6 s");
  }

  @Test
  void saysBehindWhatTheArgumentsMayChange() {
    PlanLine line = line(PlanClass.REUSED_IF_EQUAL, Cause.EARLIER_SUCCESS, 1, null, "parseRules");

    assertThat(PlanText.brief(List.of(line), "development"))
        .isEqualTo("loadTable (after parseRules)");
    assertThat(PlanText.about(line, "development"))
        .isEqualTo("earlier success · from development #1 · 6 s · after parseRules");
  }

  @Test
  void saysWhoseCacheAnswers() {
    PlanLine line = line(PlanClass.WILL_BE_REUSED, Cause.CACHED, 1, "production", null);

    assertThat(PlanText.brief(List.of(line), "development"))
        .isEqualTo("loadTable · 6 s · from the cache of production");
    assertThat(PlanText.about(line, "development")).isEqualTo("from the cache of production · 6 s");
  }

  @Test
  void countsTheTargetsThatDoNotFit() {
    PlanLine line = line(PlanClass.WILL_RUN, Cause.NOT_MEMOIZED, 1, null, null);

    assertThat(PlanText.brief(Collections.nCopies(5, line), "development"))
        .isEqualTo("loadTable, loadTable, loadTable and 2 more");
  }

  @Test
  void saysWhyItWouldWait() {
    RerunPlan plan =
        new RerunPlan(
            RunTreeBuilder.step(3),
            "summarise",
            RunTreeBuilder.DEVELOPMENT.name(),
            PlanChoices.PLAIN,
            List.of(),
            Duration.ofMillis(6100),
            List.of(new WaitReason.NoWorker(RunTreeBuilder.DEVELOPMENT.name(), "weather")),
            null,
            new RerunPlan.Expiry("rates", Duration.ofMinutes(4)),
            true);

    assertThat(PlanText.summary(plan))
        .isEqualTo("6.1 s of work not repeated · can run there: not now");
    assertThat(PlanText.notes(plan, ZoneOffset.UTC, RunTreeBuilder.NINE))
        .containsExactly(
            "No worker in development has module weather.",
            "The plan is incomplete: there are too many calls."
                + " The cache answers rates for another 4 min; after that it will run.");
  }

  @Test
  void saysInOneLineWhatThereIs() {
    PlannedCall call =
        new PlannedCall(
            PlanClass.WILL_RUN,
            Cause.FORCED,
            null,
            "weather",
            "x",
            null,
            2,
            null,
            null,
            null,
            null);
    RerunPlan plan =
        new RerunPlan(
            RunTreeBuilder.step(3),
            "summarise",
            RunTreeBuilder.DEVELOPMENT.name(),
            PlanChoices.PLAIN,
            List.of(call),
            Duration.ZERO,
            List.of(),
            null,
            null,
            false);

    assertThat(PlanText.counts(plan)).isEqualTo("2 will run");
  }
}
