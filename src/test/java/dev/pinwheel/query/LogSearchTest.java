package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.view.Viewpoint;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A text is looked for in log messages as they are shown. */
class LogSearchTest {

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture run;

  @BeforeEach
  void run() {
    fixture.workspace("production", null);
    fixture.workspace("development", "production");
    run = fixture.run("production", "nightly");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void findsWhatIsShownAndNotTheTemplate() {
    run.log("info", "Row {n} of {file}", "{\"n\":39,\"file\":\"a.csv\"}");
    run.log("info", "Row {n} of {file}", "{\"n\":40,\"file\":\"ROW 39.csv\"}");
    run.log("info", "Row {missing}", "{\"n\":41}");

    assertThat(found("row 39")).containsExactly("Row 39 of a.csv", "Row 40 of ROW 39.csv");
    assertThat(found("39 of a")).containsExactly("Row 39 of a.csv");
    assertThat(found("{n}")).isEmpty();
    assertThat(found("\"n\"")).isEmpty();
    assertThat(found("{missing}")).containsExactly("Row {missing} 41");
    assertThat(found("41")).containsExactly("Row {missing} 41");
  }

  @Test
  void messagesSayWithWhichArgumentsTheirStepWasCalled() {
    fixture.dsl.update(STEP).set(STEP.ARGUMENT_LINE, "year 2025").execute();
    run.log("info", "Row {n}", "{\"n\":39}");

    assertThat(fixture.reads.logs().page(production(), run.run(), LogFilter.ALL, 0, 10))
        .extracting(LogLine::argumentLine)
        .containsExactly("year 2025");
  }

  @Test // W4
  void findsNothingOfWhatIsNotVisible() {
    run.rerun("development").log("info", "Row {n}", "{\"n\":39}");

    assertThat(found("Row 39")).isEmpty();
  }

  @Test
  void pagesCountsAndFiltersWhatFits() {
    for (int n = 0; n < 30; n++) {
      run.log(n % 2 == 0 ? "info" : "warn", "Row {n}", "{\"n\":%d}".formatted(n));
    }
    LogFilter ones = LogFilter.ALL.withText("row 1");
    LogPages logs = fixture.reads.logs();
    List<LogLine> all = logs.page(production(), run.run(), ones, 0, 100);

    assertThat(all).extracting(LogLine::message).hasSize(11).startsWith("Row 1", "Row 10");
    assertThat(logs.count(production(), run.run(), ones)).isEqualTo(11);
    assertThat(logs.countBefore(production(), run.run(), ones, all.get(7).id())).isEqualTo(7);
    assertThat(logs.page(production(), run.run(), ones, 3, 4)).isEqualTo(all.subList(3, 7));
    assertThat(logs.page(production(), run.run(), ones, 11, 4)).isEmpty();
    assertThat(logs.count(production(), run.run(), ones.withLevels(Set.of(LogLine.Level.INFO))))
        .isEqualTo(5);
    LogPages.Slice slice = logs.listAfter(production(), run.run(), ones, all.get(1).id(), 4);
    assertThat(slice.lines()).isEqualTo(all.subList(2, 6));
    assertThat(slice.more()).isTrue();
    LogPages.Slice rest = logs.listAfter(production(), run.run(), ones, slice.cursor(), 100);
    assertThat(rest.lines()).isEqualTo(all.subList(6, 11));
    assertThat(rest.more()).isFalse();
  }

  @Test
  void oneReadLooksAtABoundedNumberOfMessages() {
    for (int n = 0; n < 2500; n++) {
      run.log("info", "Row {n}", "{\"n\":%d}".formatted(n));
    }
    LogPages logs = new LogPages(fixture.database(), 1000, 1000);
    LogFilter last = LogFilter.ALL.withText("Row 2499");

    LogPages.Slice first = logs.listAfter(production(), run.run(), last, 0, 10);
    LogPages.Slice second = logs.listAfter(production(), run.run(), last, first.cursor(), 10);
    LogPages.Slice third = logs.listAfter(production(), run.run(), last, second.cursor(), 10);

    assertThat(first.lines()).isEmpty();
    assertThat(first.more()).isTrue();
    assertThat(second.lines()).isEmpty();
    assertThat(second.more()).isTrue();
    assertThat(third.lines()).extracting(LogLine::message).containsExactly("Row 2499");
    assertThat(third.more()).isFalse();
    assertThat(logs.count(production(), run.run(), last)).isZero();
    assertThat(logs.page(production(), run.run(), last, 0, 10)).isEmpty();
  }

  private Viewpoint production() {
    return fixture.from("production");
  }

  private List<String> found(String text) {
    return fixture
        .reads
        .logs()
        .page(production(), run.run(), LogFilter.ALL.withText(text), 0, 10)
        .stream()
        .map(LogLine::message)
        .toList();
  }
}
