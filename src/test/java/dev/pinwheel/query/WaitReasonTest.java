package dev.pinwheel.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.State;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why is it waiting? The closed set of sentences. */
class WaitReasonTest {

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture run;

  @BeforeEach
  void runInProduction() {
    fixture.workspace("production", null);
    fixture.workspace("development", "production");
    run = fixture.run("production", "nightly");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test // D2: the waiting caller has given its slot back and does not count
  void allSlotsAreBusy() {
    long session = fixture.worker("joe@laptop", "production", 1, "users");
    run.callQueued("parse", null).assign(session);
    ExecutionFixture queued = run.callQueued("load", null);

    assertThat(node("production", queued).state()).isEqualTo(State.QUEUED);
    assertThat(sentence("production", queued)).isEqualTo("Waiting for a free slot: 1 of 1 busy");
  }

  @Test
  void nobodyHasTheModule() {
    fixture.workspace("island", null);
    ExecutionFixture other = fixture.run("island", "nightly");
    ExecutionFixture queued = other.callQueued("load", null);
    fixture.dsl.execute("update worker_session set modules = 'weather'");

    assertThat(node("island", queued).state()).isEqualTo(State.WAITING);
    assertThat(sentence("island", queued)).isEqualTo("No worker in island has module users");
  }

  @Test // D1
  void itsWorkerIsSilent() {
    fixture.worker("joe@laptop", "production", 1, "users");
    fixture.dsl.execute(
        "update worker_session set suspended_at = timestamp with time zone '2026-11-22 14:02:00+00'"
            + " where worker = 'joe@laptop'");
    ExecutionFixture queued = run.callQueued("load", null);

    assertThat(node("production", queued).state()).isEqualTo(State.WAITING);
    assertThat(sentence("production", queued))
        .isEqualTo("Waiting for worker joe@laptop to come back: no heartbeat since 14:02");
  }

  @Test // D1
  void itsWorkerIsLeaving() {
    fixture.worker("joe@laptop", "production", 1, "users");
    fixture.dsl.execute("update worker_session set draining = true where worker = 'joe@laptop'");
    ExecutionFixture queued = run.callQueued("load", null);

    assertThat(sentence("production", queued))
        .isEqualTo("Waiting for a replacement of worker joe@laptop, which is leaving");
  }

  @Test // D1: nobody less specific gets it meanwhile
  void itsWorkerIsGone() {
    fixture.worker("joe@laptop", "production", 1, "users");
    fixture.dsl.execute(
        "update worker_session set ended_at = timestamp with time zone '2026-11-22 14:02:00+00',"
            + " awaited_until = timestamp with time zone '2026-11-22 14:12:00+00',"
            + " end_reason = 'closed' where worker = 'joe@laptop'");
    ExecutionFixture queued = run.callQueued("load", null);

    assertThat(node("production", queued).state()).isEqualTo(State.WAITING);
    assertThat(sentence("production", queued))
        .isEqualTo(
            "Waiting for worker joe@laptop to come back: gone since 14:02, others take over at 14:12");
  }

  @Test // W3
  void theWorkspaceIsPaused() {
    ExecutionFixture queued = run.callQueued("load", null);
    fixture.setState("production", "paused");

    assertThat(node("production", queued).state()).isEqualTo(State.WAITING);
    assertThat(sentence("production", queued)).isEqualTo("production is paused");
  }

  @Test
  void itWaitsForAnother() {
    ExecutionFixture load = run.call("loadTable");
    run.waitFor(load);
    fixture.pass(Duration.ofSeconds(12));

    assertThat(node("production", run).state()).isEqualTo(State.BLOCKED);
    assertThat(tree("production").header().status()).isEqualTo(State.RUNNING);
    assertThat(sentence("production", run))
        .isEqualTo("Waiting for loadTable (%s), running 12 s".formatted(load.step()));

    load.value("1");
    assertThat(node("production", run).state()).isEqualTo(State.RUNNING);
  }

  @Test // M4, M8
  void itWaitsForWhatItJoinedInTheBase() {
    ExecutionFixture user = run.callMemo("fetchUser", "u1");
    ExecutionFixture again = run.rerun("development");
    again.reuse(user);
    again.waitFor(user);

    assertThat(sentence("development", again))
        .isEqualTo("Waiting for fetchUser in production (reused, still running)");
  }

  @Test // E3
  void itIsRetriedLater() {
    ExecutionFixture load = run.call("load");
    ExecutionFixture retry =
        load.retryAt(fixture.now().plus(Duration.ofMinutes(5)), "java.util.TimeoutException");

    StepNode node = node("production", load);
    assertThat(node.execution()).isEqualTo(retry.id);
    assertThat(node.state()).isEqualTo(State.SCHEDULED);
    assertThat(sentence("production", load))
        .matches("Retries at 09:05:\\d\\d \\(1 of 3\\), after TimeoutException");
    assertThat(node.attempts()).first().returns(State.FAILED, Attempt::state);
    assertThat(requireNonNull(node.attempts().getFirst().forwarding()).words())
        .isEqualTo("retried as #2");
  }

  @Test
  void itIsDelayed() {
    ExecutionFixture load = run.callQueued("load", null);
    fixture.dsl.execute(
        "update execution set not_before = timestamp with time zone '2026-11-22 14:30:00+00'"
            + " where id = "
            + load.sequence);

    assertThat(node("production", load).state()).isEqualTo(State.SCHEDULED);
    assertThat(sentence("production", load)).isEqualTo("Scheduled for 14:30");
  }

  private String sentence(String workspace, ExecutionFixture did) {
    return requireNonNull(node(workspace, did).waiting()).sentence(ZoneOffset.UTC, fixture.now());
  }

  private StepNode node(String workspace, ExecutionFixture did) {
    return fixture
        .reads
        .trees()
        .load(fixture.from(workspace), did.run())
        .find(did.step())
        .orElseThrow();
  }

  private RunTree tree(String workspace) {
    return fixture.reads.trees().load(fixture.from(workspace), run.run());
  }
}
