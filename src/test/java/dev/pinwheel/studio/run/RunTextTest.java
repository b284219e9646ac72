package dev.pinwheel.studio.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.RunHeader.Progress;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Reuse.WorkPart;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.RunTreeBuilder.HeaderParts;
import dev.pinwheel.studio.run.action.CancelText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RunTextTest {

  private static final WorkspaceName PRODUCTION = new WorkspaceName("production");
  private static final WorkspaceName DEVELOPMENT = new WorkspaceName("development");

  private final Reuse reuse =
      new Reuse(
          1,
          4,
          Duration.ofMillis(1200),
          List.of(
              new WorkPart("users", "fetchUser", 1, Duration.ofMillis(1100)),
              new WorkPart("users", "fetchPlan", 2, Duration.ofMillis(100))));

  @Test
  void statusNamesStaleness() {
    assertThat(status(header(State.DONE, 0, List.of(), Staleness.FRESH))).isEqualTo("Done");
    assertThat(status(header(State.DONE, 0, List.of(), Staleness.STALE))).isEqualTo("Done · stale");
  }

  @Test // W7
  void statusSaysWhenAScheduledRunGoesOnAndHowManyWereCancelled() {
    RunHeader scheduled =
        header(State.SCHEDULED, RunTreeBuilder.NINE.plusSeconds(3600), new Progress(4, 2, 0, 0));
    RunHeader cancelled = header(State.CANCELLED, null, new Progress(8000, 8000, 0, 7929));

    assertThat(status(scheduled)).isEqualTo("Scheduled 10:00");
    assertThat(RunText.progress(scheduled)).isEqualTo("2 of 4 steps");
    assertThat(status(cancelled)).isEqualTo("7,929 cancelled");
    assertThat(RunText.progress(cancelled)).isEmpty();
    assertThat(status(header(State.CANCELLED, null, new Progress(1, 1, 0, 1))))
        .isEqualTo("Cancelled");
  }

  @Test // W3
  void statusSaysThatAllThatIsOpenIsPaused() {
    RunHeader waiting = header(State.WAITING, 0, List.of(PRODUCTION, DEVELOPMENT), Staleness.FRESH);

    assertThat(status(waiting, List.of(DEVELOPMENT, PRODUCTION))).isEqualTo("Waiting: paused");
    assertThat(status(waiting, List.of(DEVELOPMENT))).isEqualTo("Waiting");
  }

  private static String status(RunHeader header, List<WorkspaceName> paused) {
    return RunText.status(header, paused, ZoneOffset.UTC, RunTreeBuilder.NINE);
  }

  private static String status(RunHeader header) {
    return RunText.status(header, List.of(), ZoneOffset.UTC, RunTreeBuilder.NINE);
  }

  private RunHeader header(State status, @Nullable Instant scheduledAt, Progress progress) {
    return new RunTreeBuilder()
        .header(parts ->
            new HeaderParts(
                status, 0, List.of(), null, reuse, Staleness.FRESH, scheduledAt, progress))
        .runHeader();
  }

  @Test
  void theTabOfTheBrowserDoesNotSayTheArguments() {
    RunHeader header = header(State.FAILED, 0, List.of(), Staleness.FRESH);

    assertThat(header.argumentLine()).isEqualTo("userId \"u1\"");
    assertThat(RunText.windowTitle(header, ZoneOffset.UTC, RunTreeBuilder.NINE))
        .isEqualTo("Failed · " + header.workflow());
  }

  @Test // V1
  void saysThatOnlyAPartIsVisible() {
    RunHeader header = header(State.PART, 0, List.of(), Staleness.FRESH);

    assertThat(status(header)).isEqualTo("Part");
    assertThat(RunText.part(header, DEVELOPMENT))
        .isEqualTo(
            "development sees only a part of %s: step 1 ran in a workspace that is not in development's chain. The run has no result here and cannot be re-run as a whole."
                .formatted(RunTreeBuilder.RUN));
  }

  @Test
  void saysWhereAndWhenItWasSubmitted() {
    RunHeader header = header(State.DONE, 0, List.of(), Staleness.FRESH);

    assertThat(
            RunText.submitted(header, ZoneOffset.ofHours(1), RunTreeBuilder.NINE.plusSeconds(60)))
        .isEqualTo("Submitted in production 10:00");
    assertThat(
            RunText.submitted(
                header, ZoneOffset.UTC, RunTreeBuilder.NINE.plusSeconds(2 * 24 * 3600)))
        .isEqualTo("Submitted in production 22 Nov 09:00");
  }

  @Test
  void tellsWhatWasReusedAndListsTheWork() {
    assertThat(RunText.reused(reuse)).isEqualTo("reused 1 of 4 calls");
    assertThat(RunText.workNotRepeated(reuse)).isEqualTo("1.2 s of work not repeated");
    assertThat(RunText.workParts(reuse))
        .containsExactly("users / fetchUser: 1.1 s", "users / fetchPlan, 2 executions: 100 ms");
    Reuse nothing = new Reuse(0, 0, Duration.ZERO, List.of());
    assertThat(RunText.reused(nothing)).isEmpty();
    assertThat(RunText.workNotRepeated(nothing)).isEmpty();
  }

  @Test
  void saysFromWhereOneLooksOnlyWhenThatIsElsewhere() {
    RunHeader header = header(State.DONE, 0, List.of(), Staleness.FRESH);

    assertThat(RunText.viewedFrom(header, DEVELOPMENT))
        .isEqualTo("You view it from development: what you re-run here stays here.");
    assertThat(RunText.viewedFrom(header, PRODUCTION)).isEmpty();
  }

  @Test
  void cancellingActsOnTheViewedWorkspaceOnly() {
    assertThat(
            CancelText.consequence(
                header(State.RUNNING, 2, List.of(PRODUCTION), Staleness.FRESH), PRODUCTION))
        .isEqualTo(
            "2 open executions of users / welcome in production will end as cancelled. What has"
                + " ended stays as it is.");
    assertThat(CancelText.whyNot(0, List.of(PRODUCTION)))
        .contains("Running in production. Switch there to cancel.");
    assertThat(CancelText.whyNot(2, List.of(PRODUCTION))).isEmpty();
    assertThat(CancelText.whyNot(0, List.of())).contains("This run has no open executions.");
  }

  @Test
  void theFirstErrorIsOneLine() {
    RunHeader.FirstError error =
        new RunHeader.FirstError(
            RunTreeBuilder.step(14),
            "parseRow",
            State.FAILED,
            Failure.of("java.lang.NumberFormatException", "'N/A' is not a number\nin row 3"));

    assertThat(RunText.firstError(error))
        .isEqualTo("parseRow: 'N/A' is not a number (%s)".formatted(RunTreeBuilder.step(14)));
  }

  @Test
  void aFailureWithoutMessageIsToldByItsType() {
    RunHeader.FirstError error =
        new RunHeader.FirstError(
            RunTreeBuilder.step(2),
            "load",
            State.FAILED,
            Failure.of("java.lang.NullPointerException", ""));

    assertThat(RunText.firstError(error)).startsWith("load: NullPointerException (");
  }

  @Test
  void whatCannotBeSeenIsSaidInTheWordsOfTheContract() {
    assertThat(RunText.notVisible(PRODUCTION, "R7K2"))
        .isEqualTo(
            "production cannot see R7K2. It was submitted in a workspace that is not in"
                + " production's chain.");
    assertThat(RunText.nowViewing("development/joe", 2))
        .isEqualTo(
            "Now viewing from development/joe. Attempt 2 exists only here and in its children.");
  }

  private RunHeader header(
      State status, int openHere, List<WorkspaceName> openIn, Staleness staleness) {
    return new RunTreeBuilder()
        .header(parts -> new HeaderParts(status, openHere, openIn, null, reuse, staleness))
        .runHeader();
  }
}
