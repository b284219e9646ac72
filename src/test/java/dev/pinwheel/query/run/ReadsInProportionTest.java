package dev.pinwheel.query.run;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.StatementCounter;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read for a page is counted: it grows with what is shown, not with what there is. */
@EachDatabase
class ReadsInProportionTest {

  private static final int MANY = 200;
  private static final int PAGE = 20;
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.workspace("development/joe", "development");
  }

  private static void finishedRuns(EngineFixture pinwheel, int count) {
    for (int i = 0; i < count; i++) {
      pinwheel.submit("production", "welcome", i).running().returns("done");
    }
  }

  /** The rows that the database looks at, not only those that it answers. */
  @Test
  void aPageOfTheListScansNoMoreRowsThanItShows(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(workflow("welcome", "userId"));
    finishedRuns(pinwheel, MANY);
    Viewpoint viewpoint = pinwheel.reads().viewpoints().get("production", Sight.EVERYTHING);

    pinwheel
        .database()
        .read(dsl -> {
          RunSearch search =
              new RunSearch(dsl, viewpoint, RunFilter.ALL, pinwheel.clock().instant());
          assertThat(search.page(0, PAGE)).hasSize(PAGE);
          if (dsl.dialect() == SQLDialect.H2) {
            WorkspaceId production = viewpoint.workspace().id();
            String plan =
                dsl.fetch(
                        "explain analyze "
                            + dsl.renderInlined(
                                search.latest(production, search.fitsFilter(), PAGE)))
                    .formatCSV();
            long scanned =
                SCANNED.matcher(plan).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
            assertThat(scanned).as(plan).isBetween((long) PAGE, 4L * PAGE);
          }
          return search;
        });
  }

  @Test
  void aPageOfTheListCostsTheSameAmongManyRuns(EngineFixture pinwheel) {
    StatementCounter counter = pinwheel.countStatements();
    counter.countOnlyThisThread();
    pinwheel.embeddedWorker(workflow("welcome", "userId"));
    finishedRuns(pinwheel, PAGE);
    ReadModels reads = pinwheel.reads();
    Viewpoint viewpoint = reads.viewpoints().get("production", Sight.EVERYTHING);
    counter.reset();
    assertThat(reads.runs().page(viewpoint, RunFilter.ALL, 0, PAGE)).hasSize(PAGE);
    int statements = counter.statements().size();
    long rows = counter.rows();
    finishedRuns(pinwheel, MANY);

    counter.reset();
    assertThat(pinwheel.reads().runs().page(viewpoint, RunFilter.ALL, 0, PAGE)).hasSize(PAGE);

    assertThat(counter.statements()).hasSize(statements);
    assertThat(counter.rows()).isEqualTo(rows);
  }

  /** V2: whatever page is read, the list is the same, also when activity is spread over a chain. */
  @Test
  void pagesAreCutFromOneList(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(workflow("welcome", "userId"));
    List<String> places = List.of("production", "development", "development/joe");
    List<Scripted> runs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Scripted run = pinwheel.submit(places.get(i % 3), "welcome", i).running();
      run.returns("done");
      runs.add(run);
      if (i % 2 == 0) {
        pinwheel.advance(Duration.ofSeconds(1));
      }
    }
    for (int i = 0; i < 30; i += 4) {
      pinwheel.rerun("development/joe", runs.get(i).step()).running().returns("again");
      pinwheel.advance(Duration.ofSeconds(i % 3));
    }
    RunList list = pinwheel.reads().runs();
    for (String place : places) {
      Viewpoint viewpoint = pinwheel.reads().viewpoints().get(place, Sight.EVERYTHING);
      for (boolean bases : List.of(true, false)) {
        RunFilter filter = RunFilter.ALL.withIncludeBases(bases);
        List<RunRow> all = list.page(viewpoint, filter, 0, 500);

        assertThat(all).hasSize(list.count(viewpoint, filter));
        assertThat(all)
            .isSortedAccordingTo(
                Comparator.comparing(RunRow::lastActivityAt).thenComparing(RunRow::run).reversed());
        assertThat(
                IntStream.range(0, 5)
                    .boxed()
                    .flatMap(page -> list.page(viewpoint, filter, 7 * page, 7).stream())
                    .map(RunRow::run))
            .containsExactlyElementsOf(ids(all));
        assertThat(ids(readOn(list, viewpoint, filter))).isEqualTo(ids(all));
      }
    }
  }

  private static List<RunRow> readOn(RunList list, Viewpoint viewpoint, RunFilter filter) {
    List<RunRow> read = new ArrayList<>(list.listAfter(viewpoint, filter, null, 4));
    List<RunRow> next = List.copyOf(read);
    while (!next.isEmpty()) {
      next = list.listAfter(viewpoint, filter, RunList.ListPosition.of(next.getLast()), 4);
      read.addAll(next);
    }
    return read;
  }

  private static List<RunId> ids(List<RunRow> rows) {
    return rows.stream().map(RunRow::run).toList();
  }

  /** The filters of the list offer workflows without reading their runs. */
  @Test
  void theNamesOfWorkflowsAreReadWithoutTheirRuns(EngineFixture pinwheel) {
    StatementCounter counter = pinwheel.countStatements();
    TargetSpec[] workflows =
        IntStream.range(0, 20).mapToObj(i -> workflow("w" + i, "n")).toArray(TargetSpec[]::new);
    pinwheel.embeddedWorker(workflows);
    ReadModels reads = pinwheel.reads();
    Viewpoint viewpoint = reads.viewpoints().get("development", Sight.EVERYTHING);
    counter.reset();

    assertThat(reads.modules().listWorkflowNames(viewpoint)).hasSize(20).contains("users/w7");

    assertThat(counter.count("\"run_summary\"")).isZero();
    // Others may read at the same time: the engine looks for what is to be removed.
    assertThat(counter.count("\"manifest\"")).isEqualTo(1);
    assertThat(counter.count("\"worker_session\"")).isLessThan(5);
  }

  /** Counting ends at its limit: it looks at no more rows of a workspace than that. */
  @Test
  void runsAreCountedUpToALimit(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(workflow("welcome", "userId"));
    finishedRuns(pinwheel, 30);
    pinwheel.submit("development", "welcome", 1).running().returns("done");
    pinwheel
        .rerun("development", pinwheel.submit("production", "welcome", 2).running().step())
        .running()
        .returns("again");
    Viewpoint viewpoint = pinwheel.reads().viewpoints().get("development", Sight.EVERYTHING);

    assertThat(pinwheel.reads().runs().count(viewpoint, RunFilter.ALL)).isEqualTo(32);
    pinwheel
        .database()
        .read(dsl -> {
          RunSearch search =
              new RunSearch(dsl, viewpoint, RunFilter.ALL, pinwheel.clock().instant());
          assertThat(search.count(search.fitsFilter(), 32)).isEqualTo(32);
          assertThat(search.count(search.fitsFilter(), 10)).isEqualTo(11);
          if (dsl.dialect() == SQLDialect.H2) {
            WorkspaceId production = viewpoint.chain().ids().getLast();
            String plan =
                dsl.fetch(
                        "explain analyze "
                            + dsl.renderInlined(search.ids(production, search.fitsFilter(), 10)))
                    .formatCSV();
            long scanned =
                SCANNED.matcher(plan).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
            assertThat(scanned).as(plan).isBetween(10L, 30L);
          }
          return search;
        });
  }

  /** What is shown of the list and has changed is read at once. */
  @Test
  void changedRowsAreReadTogether(EngineFixture pinwheel) {
    StatementCounter counter = pinwheel.countStatements();
    pinwheel.embeddedWorker(workflow("welcome", "userId"));
    finishedRuns(pinwheel, 40);
    RunList list = pinwheel.reads().runs();
    Viewpoint viewpoint = pinwheel.reads().viewpoints().get("production", Sight.EVERYTHING);
    List<RunId> all = ids(list.page(viewpoint, RunFilter.ALL, 0, 40));
    assertThat(ids(list.list(viewpoint, all))).isEqualTo(all);

    counter.reset();
    assertThat(list.list(viewpoint, all.subList(0, 1))).hasSize(1);
    long one = counter.count("\"execution\"");
    counter.reset();
    assertThat(list.list(viewpoint, all)).hasSize(40);

    assertThat(counter.count("\"execution\"")).isEqualTo(one);
  }

  /** Whether a name is taken is asked of the workspaces alone. */
  @Test
  void aNameIsLookedUpWithoutCountingRuns(EngineFixture pinwheel) {
    StatementCounter counter = pinwheel.countStatements();
    ReadModels reads = pinwheel.reads();

    assertThat(reads.workspaces().isTaken(Sight.EVERYTHING, "development")).isTrue();
    assertThat(reads.workspaces().isTaken(Sight.EVERYTHING, "nowhere")).isFalse();

    assertThat(counter.count("\"run_summary\"")).isZero();
  }

  /** D2: how busy workers are comes from the engine; it says what counting would. */
  @Test
  void aRefreshOfAnOpenRunLooksAtNoOtherOpenExecution(EngineFixture pinwheel) {
    StatementCounter counter = pinwheel.countStatements();
    pinwheel.worker(null, 3, workflow("welcome", "userId"), task("work", "n"));
    Scripted welcome = pinwheel.submit("production", "welcome", 1).running();
    for (int i = 0; i < 20; i++) {
      welcome.calls("work", i);
    }
    welcome.awaits("work", -1);
    pinwheel.submit("production", "welcome", 2);
    ReadModels reads = pinwheel.reads();
    Viewpoint viewpoint = reads.viewpoints().get("production", Sight.EVERYTHING);
    counter.reset();

    assertThat(reads.runs().findStatus(viewpoint, welcome.run())).isPresent();
    assertThat(reads.runs().page(viewpoint, RunFilter.ALL, 0, PAGE)).hasSize(2);

    assertThat(counter.statements())
        .noneMatch(sql -> sql.contains("count(*)") && sql.contains("\"open_execution\""));
    pinwheel
        .database()
        .read(dsl -> {
          assertThat(WorkerSnapshot.load(dsl).candidates())
              .isEqualTo(WorkerSnapshot.count(dsl).candidates())
              .allSatisfy(candidate -> assertThat(candidate.freeSlots()).isZero());
          return dsl;
        });
  }
}
