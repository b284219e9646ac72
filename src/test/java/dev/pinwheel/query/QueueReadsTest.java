package dev.pinwheel.query;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue and the workers as seen from a workspace (W4, D1), over what the engine records. */
@EachDatabase
class QueueReadsTest {

  private static final TargetSpec[] TARGETS = {
    workflow("welcome", "userId"),
    task("fetchUser", "userId").memo(),
    task("sendEmail", "userId"),
    task("flaky", "userId").retries(2, Duration.ofMinutes(5))
  };

  private EngineFixture pinwheel;
  private ReadModels reads;

  @BeforeEach
  void workspaces(EngineFixture harness, TestDatabase database) {
    pinwheel = harness;
    reads = ReadModels.of(harness.database(), database.payloads(), harness.clock());
    harness.workspace("production");
    harness.workspace("development", "production");
    harness.workspace("development/joe", "development");
  }

  private Viewpoint from(String workspace) {
    return reads.viewpoints().get(workspace, Sight.EVERYTHING);
  }

  private Map<QueueSection, Integer> counts(String workspace) {
    return reads.queue().counts(from(workspace));
  }

  private List<QueueRow> page(String workspace, QueueSection section) {
    return reads.queue().page(from(workspace), section, 0, 100);
  }

  private QueueRow only(String workspace, QueueSection section) {
    assertThat(page(workspace, section)).hasSize(1);
    return page(workspace, section).getFirst();
  }

  private String reason(QueueRow row) {
    return requireNonNull(row.reason()).sentence(ZoneOffset.UTC, pinwheel.clock().instant());
  }

  private static String remedy(QueueRow row) {
    return requireNonNull(row.remedy()).sentence();
  }

  @Test
  void everyOpenExecutionIsInOneSection() {
    pinwheel.worker(null, 1, TARGETS);
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1");
    email.running();
    Scripted.Calling flaky = welcome.calls("flaky", "u1");
    Scripted second = pinwheel.submit("production", "welcome", "u2");

    assertThat(counts("production"))
        .containsExactly(
            Map.entry(QueueSection.EXECUTING, 1),
            Map.entry(QueueSection.DUE, 2),
            Map.entry(QueueSection.SCHEDULED, 0),
            Map.entry(QueueSection.BLOCKED, 1));
    QueueRow executing = only("production", QueueSection.EXECUTING);
    assertThat(executing.execution()).isEqualTo(email.id());
    assertThat(executing.state()).isEqualTo(State.RUNNING);
    assertThat(executing.worker()).isEqualTo("embedded worker");
    assertThat(executing.remedy()).isNull();
    QueueRow blocked = only("production", QueueSection.BLOCKED);
    assertThat(blocked.execution()).isEqualTo(welcome.id());
    assertThat(reason(blocked)).startsWith("Waiting for sendEmail (" + email.id().step());
    assertThat(blocked.awaited()).isEqualTo(email.id().step());
    assertThat(page("production", QueueSection.DUE))
        .extracting(QueueRow::execution)
        .containsExactly(flaky.id(), second.id());
    QueueRow due = page("production", QueueSection.DUE).getFirst();
    assertThat(reason(due)).isEqualTo("Waiting for a free slot: 1 of 1 busy");
    assertThat(remedy(due)).startsWith("Start another worker");
  }

  @Test // W4
  void somethingExecutesWhereAWorkerHasItAndItIsVisible() {
    pinwheel.worker(null, 1, TARGETS);
    assertThat(reads.queue().isExecuting(from("development"))).isFalse();

    pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.submit("production", "welcome", "u2");

    assertThat(reads.queue().isExecuting(from("development"))).isTrue();
    assertThat(reads.queue().isExecuting(from("development/joe"))).isTrue();
    assertThat(reads.queue().countWaiting(from("production"))).isEqualTo(1);
    assertThat(reads.queue().isExecuting(from("production"))).isFalse();
  }

  @Test // E3
  void aRetryIsScheduled() {
    pinwheel.embeddedWorker(TARGETS);
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling flaky = welcome.awaits("flaky", "u1").failing("no paper");

    QueueRow scheduled = only("production", QueueSection.SCHEDULED);

    assertThat(scheduled.execution()).isEqualTo(flaky.execution().successor().id());
    assertThat(reason(scheduled))
        .isEqualTo("Retries at 10:05:00 (1 of 2), after IllegalStateException");
    assertThat(remedy(scheduled)).isEqualTo("It is retried automatically.");
    assertThat(only("production", QueueSection.BLOCKED).execution())
        .as("waits through the retry (E2)")
        .isEqualTo(welcome.id());
    pinwheel.advance(Duration.ofMinutes(5));
    assertThat(only("production", QueueSection.EXECUTING).execution())
        .isEqualTo(scheduled.execution());
  }

  @Test // D1
  void whoWaitsForAWorkerSaysForWhich() {
    pinwheel.embeddedWorker(TARGETS);
    FakeWorker joe = pinwheel.connect("development", "instance-of-joe-1", 10, TARGETS);
    pinwheel.disconnect(joe);
    pinwheel.submit("development", "welcome", "u1");

    QueueRow due = only("development", QueueSection.DUE);

    assertThat(due.state()).isEqualTo(State.WAITING);
    assertThat(reason(due))
        .isEqualTo(
            "Waiting for worker worker of development to come back: no heartbeat since 10:00");
    assertThat(remedy(due)).isEqualTo("Start worker worker of development again.");
    pinwheel.advance(Duration.ofMinutes(1));
    assertThat(reason(only("development", QueueSection.DUE)))
        .isEqualTo(
            "Waiting for worker worker of development to come back: gone since 10:01, others take over at 10:11");
  }

  @Test // D1
  void whatALeavingWorkerWillTakeItselfWaitsForASlotOfIt() {
    FakeWorker joe = pinwheel.connect("development", "instance-of-joe-1", 1, TARGETS);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.drain(joe);
    Scripted.Calling email = welcome.calls("sendEmail", "u1");
    Scripted other = pinwheel.submit("development", "welcome", "u2");

    QueueRow needed = page("development", QueueSection.DUE).getFirst();
    QueueRow notNeeded = page("development", QueueSection.DUE).getLast();

    assertThat(needed.execution()).isEqualTo(email.id());
    assertThat(needed.state()).isEqualTo(State.QUEUED);
    assertThat(reason(needed)).isEqualTo("Waiting for a free slot: 1 of 1 busy");
    assertThat(notNeeded.execution()).isEqualTo(other.id());
    assertThat(notNeeded.state()).isEqualTo(State.WAITING);
    assertThat(reason(notNeeded))
        .isEqualTo("Waiting for a replacement of worker worker of development, which is leaving");
    assertThat(runs(State.WAITING)).containsExactly(other.run());
    welcome.returns(null);
    assertThat(reason(page("development", QueueSection.DUE).getFirst()))
        .as("once it has ended, nobody there needs it")
        .startsWith("Waiting for a replacement");
  }

  @Test // D1
  void whatIsNeededThroughOthersWaitsForASlotOfTheLeavingWorker() {
    FakeWorker joe = pinwheel.connect("development", "instance-of-joe-1", 1, TARGETS);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1");
    Scripted sending = email.running();
    Scripted.Calling second = sending.calls("fetchUser", "u1");
    pinwheel.drain(joe);

    assertThat(reason(only("development", QueueSection.DUE)))
        .isEqualTo("Waiting for a free slot: 1 of 1 busy");
    assertThat(only("development", QueueSection.DUE).execution()).isEqualTo(second.id());
  }

  @Test // W3
  void aPausedWorkspaceIsResumed() {
    pinwheel.embeddedWorker(TARGETS);
    pinwheel.pause("production");
    pinwheel.submit("production", "welcome", "u1");

    QueueRow due = only("production", QueueSection.DUE);

    assertThat(reason(due)).isEqualTo("production is paused");
    assertThat(requireNonNull(due.remedy()).action()).isEqualTo(RemedyAction.RESUME_WORKSPACE);
  }

  @Test // M8, W4
  void whatABaseRunsIsSeenAndWhatAChildDoesIsNot() {
    pinwheel.worker(null, 3, TARGETS);
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.calls("fetchUser", "u1");
    user.running();
    welcome.returns(null);
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    again.awaits("fetchUser", "u1");
    pinwheel.submit("development/joe", "welcome", "u2");

    assertThat(page("production", QueueSection.EXECUTING))
        .extracting(QueueRow::execution)
        .containsExactly(user.id());
    assertThat(page("production", QueueSection.BLOCKED)).isEmpty();
    QueueRow blocked = only("development", QueueSection.BLOCKED);
    assertThat(reason(blocked))
        .isEqualTo("Waiting for fetchUser in production (reused, still running)");
    assertThat(counts("development").get(QueueSection.EXECUTING)).isEqualTo(1);
    assertThat(counts("development/joe").get(QueueSection.EXECUTING)).isEqualTo(2);
  }

  @Test // W3, D1
  void runsThatWaitAndRunsThatAreQueuedAreListedApart() {
    pinwheel.worker("production", 1, TARGETS);
    Scripted running = pinwheel.submit("production", "welcome", "u1").running();
    Scripted queued = pinwheel.submit("production", "welcome", "u2");
    Scripted waiting = pinwheel.submit("development", "welcome", "u3");

    assertThat(runs(State.RUNNING)).containsExactly(running.run());
    assertThat(runs(State.QUEUED)).containsExactly(queued.run());
    assertThat(runs(State.WAITING)).containsExactly(waiting.run());
    assertThat(runs(State.WAITING, State.QUEUED)).containsExactly(waiting.run(), queued.run());
    pinwheel.pause("production");
    assertThat(runs(State.QUEUED)).isEmpty();
    assertThat(runs(State.WAITING)).containsExactly(waiting.run(), queued.run());
  }

  private List<RunId> runs(State... statuses) {
    RunFilter filter = RunFilter.ALL.withStatuses(Set.of(statuses));
    return reads.runs().page(from("development"), filter, 0, 10).stream().map(RunRow::run).toList();
  }

  @Test
  void aPageIsAPartOfTheSection() {
    pinwheel.worker(null, 1, TARGETS);
    Scripted welcome = pinwheel.submit("production", "welcome", "u0").running();
    List<ExecutionId> due =
        IntStream.range(0, 7).mapToObj(i -> welcome.calls("sendEmail", "u" + i).id()).toList();

    assertThat(reads.queue().page(from("production"), QueueSection.DUE, 2, 3))
        .extracting(QueueRow::execution)
        .isEqualTo(due.subList(2, 5));
  }

  @Test // W4, D1
  void workersOfTheChainAreListed() {
    pinwheel.worker(null, 4, TARGETS);
    FakeWorker production = pinwheel.connect("production", "instance-of-ops-1", 8, TARGETS);
    FakeWorker team = pinwheel.connect("development/*", "instance-of-team-1", 2, TARGETS);
    FakeWorker joe = pinwheel.connect("development/joe", "instance-of-joe-1", 1, TARGETS);
    Scripted welcome = pinwheel.submit("development/joe", "welcome", "u1").running();
    welcome.calls("sendEmail", "u1");
    pinwheel.drain(team);
    pinwheel.disconnect(production);

    assertThat(workers("production"))
        .containsExactly("production silent 0/8", "all, last in line connected 0/4");
    assertThat(workers("development"))
        .as("the pattern does not hold for its prefix")
        .isEqualTo(workers("production"));
    assertThat(workers("development/joe"))
        .containsExactly(
            "development/* leaving 0/2",
            "development/joe connected 1/1",
            "production silent 0/8",
            "all, last in line connected 0/4");
    assertThat(reads.workers().countOpen(from("development/joe"))).isEqualTo(4);
    assertThat(reads.workers().countOpen(from("production"))).isEqualTo(2);
    WorkerView view = reads.workers().list(from("development/joe")).get(1);
    assertThat(view.session()).isEqualTo("S1");
    assertThat(view.modules()).containsExactly("users");
    assertThat(view.codeVersion()).isEqualTo("v1");
    assertThat(view.executing()).isEqualTo(1);
  }

  @Test
  void whoLeftOrIsLostStaysAWhile() {
    FakeWorker left = pinwheel.connect("production", "instance-of-ops-1", 8, TARGETS);
    FakeWorker lost = pinwheel.connect("production", "instance-of-ops-2", 8, TARGETS);
    pinwheel.closeSession(left);
    pinwheel.disconnect(lost);
    pinwheel.advance(Duration.ofMinutes(1));

    assertThat(workers("production")).containsExactly("production left 0/8", "production lost 0/8");
    assertThat(reads.workers().list(from("production")).getLast().awaitedUntil())
        .isEqualTo(pinwheel.clock().instant().plus(Duration.ofMinutes(10)));
    pinwheel.advance(Duration.ofMinutes(9));
    assertThat(workers("production")).containsExactly("production lost 0/8");
    pinwheel.advance(Duration.ofMinutes(1));
    assertThat(workers("production")).isEmpty();
  }

  private List<String> workers(String workspace) {
    return reads.workers().list(from(workspace)).stream()
        .map(view ->
            "%s %s %d/%d"
                .formatted(view.servesInWords(), view.state().word(), view.busy(), view.slots()))
        .toList();
  }
}
