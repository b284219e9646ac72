package dev.pinwheel.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.ReadModelFixture;
import dev.pinwheel.query.view.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** V2, W4 and W5 in the list of runs. */
class RunListTest {

  private final ReadModelFixture fixture = new ReadModelFixture();

  @BeforeEach
  void workspaces() {
    fixture.workspace("production", null);
    fixture.workspace("development", "production");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test // V2
  void aRunIsListedWhereItWasSubmittedAndWhereItExecuted() {
    ExecutionFixture one = fixture.run("production", "welcome").value("1");
    ExecutionFixture two = fixture.run("production", "welcome").value("1");
    ExecutionFixture three = fixture.run("development", "welcome").value("1");
    one.rerun("development").value("1");

    assertThat(runs("production", RunFilter.ALL)).containsExactly(two.run(), one.run());
    assertThat(runs("development", RunFilter.ALL.withIncludeBases(false)))
        .containsExactly(one.run(), three.run());
    assertThat(runs("development", RunFilter.ALL))
        .containsExactly(one.run(), three.run(), two.run());
    assertThat(count("development", RunFilter.ALL)).isEqualTo(3);
    assertThat(count("development", RunFilter.ALL.withIncludeBases(false))).isEqualTo(2);
  }

  @Test // W5: status and duration are those of step 1's current attempt
  void statusAndDurationAreThoseOfTheCurrentAttempt() {
    ExecutionFixture run = fixture.run("production", "welcome").fail("X", "no");
    run.rerun("development").value("1");

    assertThat(row("production", run).status()).isEqualTo(State.FAILED);
    RunRow row = row("development", run);
    assertThat(row.status()).isEqualTo(State.DONE);
    assertThat(row.submittedIn()).hasToString("production");
    assertThat(row.rerunIn()).containsExactly(new WorkspaceName("development"));
    assertThat(row("production", run).rerunIn()).isEmpty();
    assertThat(Objects.requireNonNull(row.timing()).took()).contains(Duration.ofSeconds(1));
  }

  @Test // W4
  void aBaseNeverSeesItsChildrensCounts() {
    ExecutionFixture run = fixture.run("production", "welcome");
    run.callMemo("fetchUser", "u1").value("1");
    run.value("1");
    RunRow before = row("production", run);
    ExecutionFixture again = run.rerun("development");
    again.call("sendEmail").fail("X", "no");

    assertThat(row("production", run)).isEqualTo(before);
    RunRow row = row("development", run);
    assertThat(row.active()).isTrue();
    assertThat(row.status()).isEqualTo(State.RUNNING);
    assertThat(row.done()).isEqualTo(3);
    assertThat(row.total()).isEqualTo(4);
    assertThat(row.failed()).isEqualTo(1);
  }

  @Test // E4, W4: what cancelling from a workspace would end
  void whatIsOpenIsToldByWorkspaceAndNotOfChildren() {
    ExecutionFixture run = fixture.run("production", "welcome");
    run.call("fetchUser");
    run.rerun("development");

    assertThat(row("production", run).openHere()).isEqualTo(2);
    assertThat(row("production", run).openIn()).containsExactly(new WorkspaceName("production"));
    assertThat(row("development", run).openHere()).isEqualTo(1);
    assertThat(row("development", run).openIn())
        .containsExactly(new WorkspaceName("development"), new WorkspaceName("production"));
  }

  @Test
  void aSettledRunTellsReuseAndStalenessExactly() {
    ExecutionFixture run = fixture.run("production", "welcome");
    ExecutionFixture user = run.callMemo("fetchUser", "u1").value("\"ann\"");
    run.reuse(user);
    run.value("1");
    assertThat(row("production", run))
        .returns(1, RunRow::reusedCalls)
        .returns(2, RunRow::calls)
        .returns(false, RunRow::stale)
        .returns(0, RunRow::failed);

    user.rerun("development").value("\"bob\"");
    assertThat(row("production", run).stale()).isFalse();
    assertThat(row("development", run).stale()).isTrue();
  }

  @Test // V1: what earlier attempts called does not count
  void aRunThatIsRunAgainTellsReuseOfItsTree() {
    ExecutionFixture run = fixture.run("production", "welcome");
    ExecutionFixture user = run.callMemo("fetchUser", "u1").value("\"ann\"");
    run.call("sendEmail").value("1");
    run.value("1");
    ExecutionFixture again = run.rerun("development");
    again.reuse(user);

    assertThat(row("development", run))
        .returns(true, RunRow::active)
        .returns(1, RunRow::reusedCalls)
        .returns(1, RunRow::calls);
    assertThat(row("production", run)).returns(0, RunRow::reusedCalls).returns(2, RunRow::calls);
  }

  @Test
  void theLatestActivityComesFirstAndPagesDoNotOverlap() {
    List<ExecutionFixture> all = List.of(submit(), submit(), submit(), submit(), submit());
    all.getFirst().value("1");

    List<RunId> first =
        fixture.reads.runs().page(fixture.from("production"), RunFilter.ALL, 0, 2).stream()
            .map(RunRow::run)
            .toList();
    List<RunId> second =
        fixture.reads.runs().page(fixture.from("production"), RunFilter.ALL, 2, 2).stream()
            .map(RunRow::run)
            .toList();

    assertThat(first).containsExactly(all.getFirst().run(), all.getLast().run());
    assertThat(second).containsExactly(all.get(3).run(), all.get(2).run());
  }

  @Test
  void filtersByStatusWorkflowTimeAndText() {
    ExecutionFixture done = fixture.run("production", "welcome", "[\"U-1\"]", null).value("1");
    ExecutionFixture failed = fixture.run("production", "nightly").fail("X", "no");
    ExecutionFixture running = fixture.run("production", "nightly");
    ExecutionFixture cancelled = fixture.run("production", "nightly").cancel();
    Instant since = fixture.now();
    fixture.pass(Duration.ofHours(1));
    ExecutionFixture late = fixture.run("production", "late").value("1");

    assertThat(withStatus(State.DONE)).containsExactly(late.run(), done.run());
    assertThat(withStatus(State.FAILED)).containsExactly(failed.run());
    assertThat(withStatus(State.RUNNING)).containsExactly(running.run());
    assertThat(withStatus(State.CANCELLED, State.FAILED))
        .containsExactly(cancelled.run(), failed.run());
    assertThat(withStatus(State.QUEUED)).isEmpty();
    assertThat(runs("production", RunFilter.ALL.withWorkflow("users", "nightly"))).hasSize(3);
    assertThat(runs("production", RunFilter.ALL.withActiveSince(since.plus(Duration.ofMinutes(1)))))
        .containsExactly(late.run());
    assertThat(runs("production", RunFilter.ALL.withText("u-1"))).containsExactly(done.run());
    assertThat(runs("production", RunFilter.ALL.withText("NIGHT"))).hasSize(3);
    assertThat(
            runs(
                "production",
                RunFilter.ALL.withText(failed.run().toString().toLowerCase(java.util.Locale.ROOT))))
        .containsExactly(failed.run());
    assertThat(runs("production", RunFilter.ALL.withText(failed.run().toString().substring(1))))
        .contains(failed.run());
    assertThat(runs("production", RunFilter.ALL.withText("100%"))).isEmpty();
    assertThat(
            fixture
                .reads
                .runs()
                .countChangedSince(fixture.from("production"), RunFilter.ALL, since))
        .isEqualTo(1);
  }

  @Test // M6, E2
  void aStatusFilterFollowsTheCurrentAttemptOfTheViewer() {
    ExecutionFixture run = fixture.run("production", "welcome").fail("X", "no");
    run.rerun("development").value("1");

    RunFilter failed = RunFilter.ALL.withStatuses(Set.of(State.FAILED));

    assertThat(runs("production", failed)).containsExactly(run.run());
    assertThat(runs("development", failed)).isEmpty();
  }

  private ExecutionFixture submit() {
    return fixture.run("production", "welcome");
  }

  private List<RunId> withStatus(State... states) {
    return runs("production", RunFilter.ALL.withStatuses(EnumSet.copyOf(List.of(states))));
  }

  private List<RunId> runs(String workspace, RunFilter filter) {
    return fixture.reads.runs().page(fixture.from(workspace), filter, 0, 100).stream()
        .map(RunRow::run)
        .toList();
  }

  private int count(String workspace, RunFilter filter) {
    return fixture.reads.runs().count(fixture.from(workspace), filter);
  }

  private RunRow row(String workspace, ExecutionFixture run) {
    return fixture.reads.runs().find(fixture.from(workspace), run.run()).orElseThrow();
  }
}
