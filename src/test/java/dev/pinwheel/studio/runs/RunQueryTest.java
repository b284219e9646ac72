package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.query.run.RunOrder;
import dev.pinwheel.query.view.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class RunQueryTest {

  private static final Instant NOW = Instant.parse("2026-03-08T00:00:00Z");

  @Test
  void theUrlSaysOnlyWhatDiffersFromTheFirstView() {
    QueryParameters here = QueryParameters.fromString("workspace=production&status=done&q=x");

    assertThat(RunQuery.FIRST.in(here).getQueryString()).isEqualTo("workspace=production");
  }

  @Test
  void everyQuerySurvivesTheUrl() {
    RunQuery query =
        new RunQuery(
            false,
            "users/welcome",
            StatusChoice.FAILED,
            SinceChoice.EVER,
            "u1 & u2",
            ActivityRange.NONE,
            RunOrder.ACTIVITY,
            "a1",
            true);

    QueryParameters url = query.in(QueryParameters.of("workspace", "development/joe"));

    assertThat(RunQuery.of(QueryParameters.fromString(url.getQueryString()))).isEqualTo(query);
    assertThat(url.getSingleParameter("workspace")).contains("development/joe");
  }

  @Test
  void filtersThatAreSetAreCounted() {
    assertThat(RunQuery.FIRST.countSet()).isZero();
    assertThat(
            new RunQuery(
                    false,
                    "users/welcome",
                    null,
                    SinceChoice.WEEK,
                    "u1",
                    ActivityRange.NONE,
                    RunOrder.ACTIVITY,
                    "",
                    false)
                .countSet())
        .isEqualTo(3);
  }

  @Test
  void nonsenseInTheUrlIsIgnored() {
    assertThat(RunQuery.of(QueryParameters.fromString("status=so-so&since=yesterday&workflow=x")))
        .isEqualTo(RunQuery.FIRST);
  }

  @Test
  void theFilterSaysWhatWasAsked() {
    var filter =
        new RunQuery(
                true,
                "users/welcome",
                StatusChoice.FAILED,
                SinceChoice.WEEK,
                "u1",
                ActivityRange.NONE,
                RunOrder.ACTIVITY,
                "a1",
                false)
            .filter(NOW);

    assertThat(filter.module()).isEqualTo("users");
    assertThat(filter.workflow()).isEqualTo("welcome");
    assertThat(filter.statuses()).contains(State.FAILED, State.TIMED_OUT, State.ABANDONED);
    assertThat(filter.activeSince()).isEqualTo(NOW.minus(Duration.ofDays(7)));
    assertThat(filter.text()).isEqualTo("u1");
    assertThat(filter.errorGroup()).isEqualTo("a1");
  }

  @Test
  void onlyFailedRunsHaveErrors() {
    RunQuery done = RunQuery.FIRST.withStatus(StatusChoice.DONE);

    assertThat(done.withGrouped(true).status()).isEqualTo(StatusChoice.FAILED);
    assertThat(done.withErrorGroup("a1").status()).isEqualTo(StatusChoice.FAILED);
    assertThat(done.withErrorGroup("a1").withGrouped(true).errorGroup()).isEmpty();
    assertThat(done.withGrouped(true).withErrorGroup("a1").grouped()).isFalse();
  }

  @Test
  void aStretchOfTimeAndTheOrderSurviveTheUrl() {
    ActivityRange range =
        new ActivityRange(
            Instant.parse("2026-03-01T10:00:00Z"), Instant.parse("2026-03-01T13:00:00Z"));
    RunQuery query = RunQuery.FIRST.between(range).by(RunOrder.SUBMISSION);

    QueryParameters url = query.in(QueryParameters.of("workspace", "production"));

    assertThat(url.getSingleParameter("from")).contains("2026-03-01T10:00:00Z");
    assertThat(RunQuery.of(QueryParameters.fromString(url.getQueryString()))).isEqualTo(query);
    assertThat(query.countSet()).isEqualTo(1);
    assertThat(query.filter(NOW).activeSince()).isEqualTo(range.from());
    assertThat(query.filter(NOW).activeUntil()).isEqualTo(range.to());
    assertThat(query.filter(NOW).order()).isEqualTo(RunOrder.SUBMISSION);
  }

  @Test
  void aStretchOfTimeThatIsGivenUpLeavesWhatItReplaced() {
    ActivityRange range = new ActivityRange(NOW, null);

    assertThat(RunQuery.FIRST.between(range).between(ActivityRange.NONE)).isEqualTo(RunQuery.FIRST);
    assertThat(RunQuery.FIRST.between(range).filter(NOW).activeUntil()).isNull();
  }

  @Test
  void aTimeInTheUrlThatIsNoneIsToldAndHasNoEffect() {
    QueryParameters wrong = QueryParameters.fromString("from=yesterday&to=2026-03-01T13:00:00Z");

    assertThat(RunQuery.of(wrong).range())
        .isEqualTo(new ActivityRange(null, Instant.parse("2026-03-01T13:00:00Z")));
    assertThat(ActivityRange.problem(wrong)).get().asString().contains("'from'", "'yesterday'");
    assertThat(
            ActivityRange.problem(
                QueryParameters.fromString(
                    "from=%2B1000000000-12-31T23:59:59Z&to=2026-03-01T13:00:00Z")))
        .isPresent();
    assertThat(
            ActivityRange.problem(
                QueryParameters.fromString("from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")))
        .get()
        .asString()
        .contains("'to' is not after 'from'");
    assertThat(ActivityRange.problem(QueryParameters.fromString("since=7d"))).isEmpty();
  }

  @Test
  void fieldsShowMinutesOfTheViewersZoneAndKeepSeconds() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant moment = Instant.parse("2026-03-01T10:00:42Z");

    assertThat(ActivityRangeFields.local(moment, berlin)).isEqualTo("2026-03-01T11:00");
    assertThat(ActivityRangeFields.instant("2026-03-01T11:00", moment, berlin)).isEqualTo(moment);
    assertThat(ActivityRangeFields.instant("2026-03-01T11:01", moment, berlin))
        .isEqualTo(Instant.parse("2026-03-01T10:01:00Z"));
    assertThat(ActivityRangeFields.instant("", moment, berlin)).isNull();
    assertThat(ActivityRangeFields.instant("nonsense", moment, berlin)).isEqualTo(moment);
  }
}
