package dev.pinwheel.studio.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import org.junit.jupiter.api.Test;

final class WorkflowQueryTest {

  private static final QueryParameters HERE = QueryParameters.of("workspace", "development");

  @Test
  void everyQuerySurvivesTheUrl() {
    WorkflowQuery query =
        WorkflowQuery.FIRST
            .withBases(false)
            .withText("wel & come")
            .with("users/welcome", true)
            .with("weather/nightly", true);

    QueryParameters url = query.in(HERE);

    assertThat(WorkflowQuery.of(QueryParameters.fromString(url.getQueryString()))).isEqualTo(query);
    assertThat(url.getSingleParameter("workspace")).contains("development");
  }

  @Test
  void theUrlSaysOnlyWhatDiffersFromTheFirstView() {
    WorkflowQuery closed =
        WorkflowQuery.FIRST.with("users/welcome", true).with("users/welcome", false);

    assertThat(closed).isEqualTo(WorkflowQuery.FIRST);
    assertThat(closed.in(HERE.merging("open", "x").merging("q", "y")).getQueryString())
        .isEqualTo("workspace=development");
  }

  @Test
  void nonsenseInTheUrlHasNoEffect() {
    WorkflowQuery query =
        WorkflowQuery.of(QueryParameters.fromString("open=&open=%00&bases=maybe"));

    assertThat(query.includeBases()).isTrue();
    assertThat(query.isOpen("users/welcome")).isFalse();
  }
}
