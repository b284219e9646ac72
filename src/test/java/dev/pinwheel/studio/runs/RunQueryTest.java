package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.query.view.State;
import java.time.Duration;
import java.time.Instant;
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
        new RunQuery(false, "users/welcome", StatusChoice.FAILED, SinceChoice.EVER, "u1 & u2");

    QueryParameters url = query.in(QueryParameters.of("workspace", "development/joe"));

    assertThat(RunQuery.of(QueryParameters.fromString(url.getQueryString()))).isEqualTo(query);
    assertThat(url.getSingleParameter("workspace")).contains("development/joe");
  }

  @Test
  void nonsenseInTheUrlIsIgnored() {
    assertThat(RunQuery.of(QueryParameters.fromString("status=so-so&since=yesterday&workflow=x")))
        .isEqualTo(RunQuery.FIRST);
  }

  @Test
  void theFilterSaysWhatWasAsked() {
    var filter =
        new RunQuery(true, "users/welcome", StatusChoice.FAILED, SinceChoice.WEEK, "u1")
            .filter(NOW);

    assertThat(filter.module()).isEqualTo("users");
    assertThat(filter.workflow()).isEqualTo("welcome");
    assertThat(filter.statuses()).contains(State.FAILED, State.TIMED_OUT, State.ABANDONED);
    assertThat(filter.activeSince()).isEqualTo(NOW.minus(Duration.ofDays(7)));
    assertThat(filter.text()).isEqualTo("u1");
  }
}
