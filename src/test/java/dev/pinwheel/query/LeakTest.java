package dev.pinwheel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunOrder;
import dev.pinwheel.query.step.RunComparison;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * W4: whatever a child or a sibling does, every read from production answers exactly what it
 * answered before.
 */
class LeakTest {

  /** Bars of a histogram end there, not now. */
  private static final Instant END = Instant.parse("2026-11-23T00:00:00Z");

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture welcome;
  private ExecutionFixture email;
  private ExecutionFixture user;
  private ExecutionFixture failed;

  @BeforeEach
  void runInProduction() {
    fixture.workspace("production", null);
    fixture.workspace("development", "production");
    fixture.workspace("development/joe", "development");
    fixture.workspace("staging", "production");
    welcome = fixture.run("production", "welcome", "[\"secretless\"]", null);
    email = welcome.call("sendEmail");
    user = email.callMemo("fetchUser", "u1");
    email.waitFor(user);
    user.log("info", "fetching {id}", "{\"id\":\"u1\"}");
    user.value("\"ann\"");
    failed = welcome.call("sendLetter").fail("X", "no paper");
    email.value("1");
    welcome.value("2");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void whatChildrenAndSiblingsDoIsInvisible() {
    List<Object> before = everythingSeenFrom("production");

    workIn("development");
    workIn("development/joe");
    workIn("staging");

    List<Object> after = everythingSeenFrom("production");
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).as("read number %d", i).isEqualTo(before.get(i));
    }
    assertThat(after).hasSameSizeAs(before);
  }

  @Test
  void siblingsSeeNothingOfEachOther() {
    List<Object> before = everythingSeenFrom("staging");

    workIn("development");
    workIn("development/joe");

    assertThat(everythingSeenFrom("staging")).isEqualTo(before);
  }

  @Test
  void theChildDoesSeeItsOwnWork() {
    List<Object> before = everythingSeenFrom("development");

    workIn("development");

    List<Object> after = everythingSeenFrom("development");
    long different =
        IntStream.range(0, before.size()).filter(i -> !before.get(i).equals(after.get(i))).count();
    assertThat(different).as("reads that the test can tell apart").isGreaterThanOrEqualTo(12);
  }

  @Test
  void executionsOfAChildAreNotFound() {
    ExecutionFixture hidden = user.rerun("development").value("\"bob\"");
    Viewpoint production = fixture.from("production");

    assertNotFound(() -> fixture.reads.executions().get(production, hidden.id));
    assertNotFound(() -> fixture.reads.executions().loadResult(production, hidden.id));
    assertNotFound(() -> fixture.reads.explanations().get(production, hidden.id));
    assertNotFound(() -> fixture.reads.executions().loadArgument(production, hidden.id, 0));
    assertNotFound(
        () -> fixture.reads.executions().get(production, new ExecutionId(user.step(), 99)));
    assertThat(fixture.reads.executions().find(fixture.from("development"), hidden.id)).isPresent();
  }

  @Test
  void stepsOfAChildAreNotFound() {
    ExecutionFixture hidden = welcome.rerun("development").call("secret");

    assertNotFound(() ->
        fixture
            .reads
            .rerunPlaces()
            .list(fixture.from("production"), hidden.step(), RerunPlaces.Permit.EVERYTHING));
  }

  private static void assertNotFound(Runnable read) {
    Rejection rejection = catchThrowableOfType(Rejection.class, read::run);
    assertThat(rejection).isNotNull();
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.NOT_FOUND);
  }

  /** Re-runs, reuses, waits, logs, fails, spawns and submits, leaving some of it open. */
  private void workIn(String workspace) {
    ExecutionFixture again = welcome.rerun(workspace);
    ExecutionFixture emailAgain = again.call("sendEmail");
    emailAgain.waitFor(user);
    emailAgain.reuse(user, 3);
    emailAgain.log("error", "fetching secretly", "{}");
    emailAgain.fail("X", "secret");
    ExecutionFixture forced = user.rerun(workspace);
    forced.log("info", "fetching {id}", "{\"id\":\"secret\"}");
    forced.value("\"secret\"");
    again.callQueued("secretTask", "k");
    ExecutionFixture workflow = again.callWorkflow("inner");
    workflow.spawn().call("leaf");
    ExecutionFixture own = fixture.run(workspace, "welcome", "[\"secret\"]", null);
    own.callMemo("fetchUser", "u1").value("\"x\"");
    own.value("7");
    failed.rerun(workspace);
  }

  private List<Object> everythingSeenFrom(String workspace) {
    Viewpoint viewpoint = fixture.from(workspace);
    ReadModels reads = fixture.reads;
    List<Object> seen = new ArrayList<>();
    RunFilter all = RunFilter.ALL;
    for (RunFilter filter :
        List.of(
            all,
            all.withIncludeBases(false),
            all.withText("secret"),
            all.withText(welcome.run().toString()),
            all.withWorkflow("users", "welcome"),
            all.withStatuses(EnumSet.of(State.RUNNING, State.QUEUED, State.WAITING)),
            all.withStatuses(EnumSet.of(State.DONE)),
            all.withOrder(RunOrder.SUBMISSION),
            all.withActiveUntil(END),
            all.withActiveSince(fixture.start()).withActiveUntil(END))) {
      seen.add(reads.runs().page(viewpoint, filter, 0, 100));
      seen.add(reads.runs().count(viewpoint, filter));
      RunFilter bounded = filter.withActiveUntil(END);
      seen.add(reads.histograms().load(viewpoint, bounded, ZoneOffset.UTC));
    }
    for (boolean bases : List.of(true, false)) {
      seen.add(reads.trends().load(viewpoint, "users", "welcome", bases));
      seen.add(reads.modules().list(viewpoint, bases));
    }
    for (String text : List.of("secret", "R", welcome.run().toString(), "no paper")) {
      seen.add(reads.finder().find(viewpoint, text, 100, () -> false));
    }
    seen.add(reads.finder().findSteps(viewpoint, welcome.run() + ":", 100));
    seen.add(reads.runs().groupByError(viewpoint, all));
    seen.add(reads.finder().findSteps(viewpoint, welcome.run() + ":1#", 100));
    seen.add(reads.runs().countChangedSince(viewpoint, all, fixture.start()));
    for (ExecutionFixture did : List.of(welcome, email, user, failed)) {
      seen.add(reads.executions().get(viewpoint, did.id));
      seen.add(reads.explanations().get(viewpoint, did.id));
      seen.add(places(viewpoint, did.step()));
      seen.add(reads.plans().plan(viewpoint, did.step(), new PlanChoices(true, Set.of())));
    }
    seen.add(
        reads
            .rerunPlaces()
            .listForRuns(
                viewpoint, List.of(welcome.run(), failed.run()), RerunPlaces.Permit.EVERYTHING));
    seen.add(reads.trees().load(viewpoint, welcome.run()));
    seen.add(reads.trees().loadWithEarlierSteps(viewpoint, welcome.run()));
    seen.add(reads.trees().load(viewpoint, welcome.run(), PinnedAttempts.of(user.id)));
    seen.add(reads.trees().version(viewpoint, welcome.run()));
    for (String with : List.of("attempt:1", "workspace:production", "run:" + welcome.run())) {
      RunComparison comparison =
          reads
              .runComparisons()
              .load(
                  viewpoint,
                  welcome.run(),
                  PinnedAttempts.NONE,
                  CompareWith.parse(with),
                  Sight.EVERYTHING);
      seen.add(
          List.of(
              comparison.trees(),
              comparison.differences(),
              comparison.groups(),
              comparison.times(),
              reads.comparisons().compareFirst(comparison)));
    }
    for (LogFilter filter :
        List.of(LogFilter.ALL, LogFilter.of(user.id), LogFilter.ALL.withText("secret"))) {
      seen.add(reads.logs().page(viewpoint, welcome.run(), filter, 0, 100));
      seen.add(reads.logs().listAfter(viewpoint, welcome.run(), filter, 0, 100));
      seen.add(reads.logs().count(viewpoint, welcome.run(), filter));
    }
    seen.add(reads.modules().list(viewpoint));
    seen.add(reads.queue().counts(viewpoint));
    for (QueueSection section : QueueSection.values()) {
      seen.add(reads.queue().page(viewpoint, section, 0, 100));
    }
    seen.add(reads.workers().list(viewpoint).stream().map(WorkerView::executing).toList());
    seen.add(reads.modules().findLastArguments(viewpoint, "users", "welcome"));
    return seen;
  }

  private RerunChoice places(Viewpoint viewpoint, StepId step) {
    return fixture.reads.rerunPlaces().list(viewpoint, step, RerunPlaces.Permit.EVERYTHING);
  }
}
