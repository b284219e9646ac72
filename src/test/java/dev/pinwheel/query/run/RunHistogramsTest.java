package dev.pinwheel.query.run;

import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.StatementCounter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs over time: V2, W4 and the list's own time, in one statement. */
@EachDatabase
class RunHistogramsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(workflow("welcome", "userId"), workflow("nightly", "n"));
  }

  @Test
  void runsAreCountedWhereTheirLastActivityIs(EngineFixture pinwheel) {
    Instant start = pinwheel.clock().instant();
    done(pinwheel, "production", 1);
    pinwheel.advance(Duration.ofMinutes(10));
    failed(pinwheel, "production", 2);
    done(pinwheel, "production", 3);

    RunHistogram seen =
        load(pinwheel, "production", RunFilter.ALL.withActiveSince(start.minusSeconds(60)));

    assertThat(seen.unit()).isEqualTo("1 minute");
    assertThat(seen.runs()).isEqualTo(3);
    assertThat(seen.failed()).isEqualTo(1);
    assertThat(filled(seen)).extracting(RunHistogram.Bar::runs).containsExactly(1, 2);
    assertThat(filled(seen)).extracting(RunHistogram.Bar::failed).containsExactly(0, 1);
    assertThat(filled(seen).getFirst())
        .satisfies(bar -> {
          assertThat(bar.from()).isBeforeOrEqualTo(start);
          assertThat(bar.to()).isAfter(start);
        });
  }

  @Test
  void withoutABeginningItBeginsWithTheFirstRun(EngineFixture pinwheel) {
    assertThat(load(pinwheel, "production", RunFilter.ALL).bars()).isEmpty();
    Instant first = pinwheel.clock().instant();
    done(pinwheel, "production", 1);
    pinwheel.advance(Duration.ofDays(100));
    done(pinwheel, "production", 2);

    RunHistogram seen = load(pinwheel, "production", RunFilter.ALL);

    assertThat(seen.unit()).isEqualTo("2 days");
    assertThat(seen.bars()).hasSizeLessThanOrEqualTo(RunHistograms.MOST_BARS);
    assertThat(seen.bars().getFirst().from()).isBeforeOrEqualTo(first);
    assertThat(seen.bars().getFirst().runs()).isEqualTo(1);
    assertThat(seen.bars().getLast().runs()).isEqualTo(1);
  }

  @Test // V2, W4, W5: each run once, by what the viewer sees of it
  void theViewerDecidesWhereAndHow(EngineFixture pinwheel) {
    Instant start = pinwheel.clock().instant();
    Scripted one = failed(pinwheel, "production", 1);
    RunFilter filter = RunFilter.ALL.withActiveSince(start.minusSeconds(60));
    pinwheel.advance(Duration.ofMinutes(5));
    List<RunHistogram.Bar> before = filled(load(pinwheel, "production", filter));
    pinwheel.rerun("development", one.step()).running().returns("again");
    done(pinwheel, "development", 2);

    assertThat(filled(load(pinwheel, "production", filter))).isEqualTo(before);
    RunHistogram child = load(pinwheel, "development", filter);
    assertThat(child.runs()).isEqualTo(2);
    assertThat(child.failed()).isZero();
    assertThat(filled(child)).hasSize(1);
    assertThat(load(pinwheel, "development", filter.withIncludeBases(false)).runs()).isEqualTo(2);
    done(pinwheel, "production", 3);
    assertThat(load(pinwheel, "development", filter).runs()).isEqualTo(3);
    assertThat(load(pinwheel, "development", filter.withIncludeBases(false)).runs()).isEqualTo(2);
  }

  @Test
  void listAndHistogramAgreeOnEveryFilter(EngineFixture pinwheel) {
    Instant start = pinwheel.clock().instant();
    Scripted one = done(pinwheel, "production", 1);
    failed(pinwheel, "production", 2);
    pinwheel.submit("production", "nightly", 1).running();
    pinwheel.advance(Duration.ofMinutes(3));
    Instant middle = pinwheel.clock().instant();
    pinwheel.rerun("development", one.step()).running().returns("again");
    pinwheel.advance(Duration.ofMinutes(3));
    RunFilter all = RunFilter.ALL.withActiveSince(start.minusSeconds(60));
    for (String workspace : List.of("production", "development")) {
      for (RunFilter filter :
          List.of(
              all,
              all.withWorkflow("users", "welcome"),
              all.withStatuses(Set.of(State.FAILED)),
              all.withStatuses(Set.of(State.RUNNING, State.WAITING)),
              all.withText("nightly"),
              all.withIncludeBases(false),
              all.withActiveUntil(middle),
              all.withActiveSince(middle),
              all.withOrder(RunOrder.SUBMISSION))) {
        Viewpoint viewpoint = pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
        assertThat(load(pinwheel, workspace, filter).runs())
            .as("%s %s", workspace, filter)
            .isEqualTo(pinwheel.reads().runs().count(viewpoint, filter))
            .isEqualTo(pinwheel.reads().runs().page(viewpoint, filter, 0, 100).size());
      }
    }
    Viewpoint development = pinwheel.reads().viewpoints().get("development", Sight.EVERYTHING);
    assertThat(pinwheel.reads().runs().count(development, all.withActiveUntil(middle)))
        .isEqualTo(2);
  }

  @Test
  void runsAreSortedBySubmission(EngineFixture pinwheel) {
    Scripted one = done(pinwheel, "production", 1);
    Scripted two = done(pinwheel, "development", 2);
    Scripted three = done(pinwheel, "production", 3);
    pinwheel.advance(Duration.ofMinutes(1));
    pinwheel.rerun("development", one.step()).running().returns("again");
    Viewpoint development = pinwheel.reads().viewpoints().get("development", Sight.EVERYTHING);
    RunList list = pinwheel.reads().runs();

    assertThat(list.page(development, RunFilter.ALL, 0, 10))
        .extracting(RunRow::run)
        .containsExactly(one.step().run(), three.step().run(), two.step().run());
    assertThat(list.page(development, RunFilter.ALL.withOrder(RunOrder.SUBMISSION), 0, 10))
        .extracting(RunRow::run)
        .containsExactly(three.step().run(), two.step().run(), one.step().run());
    assertThat(list.page(development, RunFilter.ALL.withOrder(RunOrder.SUBMISSION), 1, 1))
        .extracting(RunRow::run)
        .containsExactly(two.step().run());
  }

  @Test
  void oneStatementReadsTheRowsOfTheStretchByTheirIndex(EngineFixture pinwheel) {
    StatementCounter counter = pinwheel.countStatements();
    counter.countOnlyThisThread();
    pinwheel.embeddedWorker(workflow("welcome", "userId"));
    for (int i = 0; i < 50; i++) {
      done(pinwheel, "production", i);
    }
    pinwheel.advance(Duration.ofMinutes(1));
    Instant since = pinwheel.clock().instant();
    for (int i = 0; i < 10; i++) {
      done(pinwheel, "production", 100 + i);
    }
    pinwheel.advance(Duration.ofMinutes(3));
    Viewpoint viewpoint = pinwheel.reads().viewpoints().get("production", Sight.EVERYTHING);
    RunFilter filter = RunFilter.ALL.withActiveSince(since);
    counter.reset();

    assertThat(pinwheel.reads().histograms().load(viewpoint, filter, BERLIN).runs()).isEqualTo(10);

    assertThat(counter.count("\"run_summary\"")).isEqualTo(1);
    pinwheel
        .database()
        .read(dsl -> {
          Instant now = pinwheel.clock().instant();
          RunSearch search = new RunSearch(dsl, viewpoint, filter, now);
          TimeBuckets buckets = TimeBuckets.over(since, now, ZoneOffset.UTC, 60);
          if (dsl.dialect() == SQLDialect.H2) {
            String plan =
                dsl.fetch(
                        "explain analyze "
                            + dsl.renderInlined(RunHistograms.counts(dsl, search, buckets)))
                    .formatCSV();
            long scanned =
                SCANNED.matcher(plan).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
            assertThat(plan).containsIgnoringCase("run_summary_by_workspace");
            assertThat(scanned).as(plan).isBetween(10L, 150L);
          }
          return buckets;
        });
  }

  private static Scripted done(EngineFixture pinwheel, String workspace, int number) {
    Scripted run = pinwheel.submit(workspace, "welcome", number).running();
    run.returns("done");
    return run;
  }

  private static Scripted failed(EngineFixture pinwheel, String workspace, int number) {
    Scripted run = pinwheel.submit(workspace, "welcome", number).running();
    run.fails("no");
    return run;
  }

  private static List<RunHistogram.Bar> filled(RunHistogram histogram) {
    return histogram.bars().stream().filter(bar -> bar.runs() > 0).toList();
  }

  private static RunHistogram load(EngineFixture pinwheel, String workspace, RunFilter filter) {
    return pinwheel
        .reads()
        .histograms()
        .load(pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING), filter, BERLIN);
  }
}
