package dev.pinwheel.studio.run.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.ReadModelFixture;
import dev.pinwheel.studio.run.logs.LogReader.Page;
import dev.pinwheel.studio.run.logs.LogReader.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A text is searched in all messages of a run, in parts. */
class LogReaderTest {

  private static final int MANY = 120_000;
  private static final LogReader.Progress WAITING = (searched, total) -> true;

  private final ReadModelFixture fixture = new ReadModelFixture();
  private LogReader reader;
  private ExecutionFixture run;

  @BeforeEach
  void run() {
    fixture.workspace("production", null);
    run = fixture.run("production", "nightly");
    reader = new LogReader(fixture.reads.logs());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Request request(String text, boolean follow, long line) {
    return new Request(
        fixture.from("production"), run.run(), LogFilter.ALL.withText(text), follow, line);
  }

  private static List<String> messages(Page page) {
    return page.lines().stream().map(LogLine::message).toList();
  }

  @Test
  void allMessagesAreSearchedHoweverManyThereAre() {
    run.logRows(MANY);
    List<Long> reported = new ArrayList<>();

    Page found =
        reader.first(
            request("row 119999", false, 0),
            (searched, total) -> {
              assertThat(total).isEqualTo(MANY);
              reported.add(searched);
              return true;
            });

    assertThat(messages(found)).containsExactly("Row 119999");
    assertThat(found.more()).isFalse();
    assertThat(reported).hasSizeGreaterThan(10).isSorted().endsWith((long) MANY);
  }

  @Test
  void aSearchThatNobodyWaitsForStops() {
    run.logRows(12_000);
    List<Long> reported = new ArrayList<>();

    Page page =
        reader.first(
            request("Row 11999", false, 0),
            (searched, total) -> {
              reported.add(searched);
              return false;
            });

    assertThat(reported).hasSize(1);
    assertThat(page.lines()).isEmpty();
    assertThat(page.more()).isTrue();
  }

  @Test
  void pagesFollowEachOtherWithoutGapsOrRepetition() {
    run.logRows(12_000);
    Request tens = request("0", false, 0);
    List<LogLine> read = new ArrayList<>();

    Page page = reader.first(tens, WAITING);
    read.addAll(page.lines());
    while (page.more()) {
      page = reader.after(tens, page.cursor(), WAITING);
      read.addAll(page.lines());
    }

    List<LogLine> atOnce = reader.page(tens, 0, MANY, WAITING).lines();
    assertThat(read).isEqualTo(atOnce).hasSizeGreaterThan(3_000);
    assertThat(reader.page(tens, 1_000, 50, WAITING).lines())
        .isEqualTo(atOnce.subList(1_000, 1_050));
    run.log("info", "Row {n}", "{\"n\":20000}");
    assertThat(messages(reader.after(tens, page.cursor(), WAITING))).containsExactly("Row 20000");
  }

  @Test
  void aPageBeginsAtTheEndOrAroundAMessage() {
    long first = run.logRows(12_000);

    Page end = reader.first(request("row", true, 0), WAITING);
    Page around = reader.first(request("row", false, first + 6_000), WAITING);

    assertThat(end.start()).isEqualTo(12_000 - LogReader.PAGE);
    assertThat(end.lines().getLast().message()).isEqualTo("Row 12000");
    assertThat(end.more()).isFalse();
    assertThat(around.start()).isEqualTo(6_000 - LogReader.PAGE / 2);
    assertThat(around.lines()).hasSize(LogReader.PAGE);
    assertThat(around.lines().get(LogReader.PAGE / 2).id()).isEqualTo(first + 6_000);
    assertThat(around.more()).isTrue();
  }

  @Test
  void progressIsRounded() {
    assertThat(SearchProgress.words(1_240_000, 3_000_000))
        .isEqualTo("Searched 1.2 M of 3 M messages…");
    assertThat(SearchProgress.words(50_000, 120_400))
        .isEqualTo("Searched 50 k of 120.4 k messages…");
  }
}
