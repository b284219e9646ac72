package dev.pinwheel.query.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.ReadModelFixture;
import dev.pinwheel.query.WelcomeRun;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The call tree of a run: W4, W5, V1, M6. */
class RunTreesTest {

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture welcome;
  private ExecutionFixture email;
  private ExecutionFixture notification;
  private ExecutionFixture user;

  @BeforeEach
  void runInProduction() {
    WelcomeRun run = WelcomeRun.in(fixture, "{\"sent\":true}", 1);
    welcome = run.welcome();
    email = run.email();
    notification = run.notification();
    user = run.user();
    fixture.workspace("staging", "production");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void drawsEachReachedStepOnceInCallOrder() {
    RunTree tree = tree("production");

    assertThat(targets(tree))
        .containsExactly("welcome", "sendEmail", "fetchUser", "sendNotification");
    assertThat(tree.nodes()).extracting(StepNode::depth).containsExactly(0, 1, 2, 1);
    assertThat(tree.calls())
        .extracting(CallEdge::from, CallEdge::to, CallEdge::isReused)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(welcome.step(), email.step(), false),
            org.assertj.core.groups.Tuple.tuple(welcome.step(), notification.step(), false),
            org.assertj.core.groups.Tuple.tuple(email.step(), user.step(), false),
            org.assertj.core.groups.Tuple.tuple(notification.step(), user.step(), true));
    assertThat(tree.stepsNotReached()).isZero();
  }

  @Test
  void tellsStatusResultAndReuseInTheHeader() {
    RunHeader header = tree("production").header();

    assertThat(header.status()).isEqualTo(State.DONE);
    assertThat(header.active()).isFalse();
    assertThat(requireNonNull(header.result()).json()).hasToString("{\"sent\":true}");
    assertThat(header.submittedIn()).hasToString("production");
    assertThat(header.reuse().reusedCalls()).isEqualTo(1);
    assertThat(header.reuse().calls()).isEqualTo(4);
    assertThat(header.reuse().workNotRepeated()).isEqualTo(user().timing().took().orElseThrow());
    assertThat(header.reuse().parts()).singleElement().returns("fetchUser", Reuse.WorkPart::target);
    assertThat(header.staleness()).isEqualTo(Staleness.FRESH);
  }

  @Test // W4
  void aChildSeesItsBaseButNotTheOtherWayRound() {
    ExecutionFixture again = user.rerun("development").value("\"bob\"");

    assertThat(node(tree("development"), user.step()).execution()).isEqualTo(again.id);
    assertThat(node(tree("development"), user.step()).attempts()).hasSize(2);
    for (String other : List.of("production", "staging")) {
      StepNode node = node(tree(other), user.step());
      assertThat(node.execution()).isEqualTo(user.id);
      assertThat(node.attempts()).hasSize(1);
      assertThat(tree(other).header().active()).isFalse();
    }
  }

  @Test // W4: the child's work leaves no trace at all in the base's tree
  void theTreeOfTheBaseIsTheSameAsBeforeTheChildWorked() {
    RunTree before = tree("production");
    ExecutionFixture again = welcome.rerun("development");
    ExecutionFixture other = again.callMemo("fetchUser", "u2");
    again.reuse(user);
    other.fail("java.lang.IllegalStateException", "no");

    assertThat(tree("production")).isEqualTo(before);
    assertThat(tree("development").header().active()).isTrue();
  }

  @Test // W4: what has nothing visible does not exist
  void aRunOfAChildIsNotFoundFromTheBase() {
    ExecutionFixture run = fixture.run("development", "welcome");

    assertThatThrownBy(() -> fixture.reads.trees().load(fixture.from("production"), run.run()))
        .isInstanceOfSatisfying(
            Rejection.class, e -> assertThat(e.kind()).isEqualTo(Rejection.Kind.NOT_FOUND));
    assertThat(fixture.reads.trees().version(fixture.from("production"), run.run())).isZero();
    assertThat(
            fixture
                .reads
                .trees()
                .find(fixture.from("production"), new RunId(999), PinnedAttempts.NONE))
        .isEmpty();
    assertThat(fixture.reads.trees().listWorkspacesSeeing(Sight.EVERYTHING, run.run()))
        .hasToString("[development]");
  }

  @Test // W5: the nearest workspace wins over the newest attempt
  void theCurrentAttemptIsTheNewestOfTheNearestWorkspace() {
    ExecutionFixture here = user.rerun("development").value("\"bob\"");
    ExecutionFixture newer = user.rerun("production").value("\"eve\"");

    assertThat(node(tree("development"), user.step()).execution()).isEqualTo(here.id);
    assertThat(node(tree("staging"), user.step()).execution()).isEqualTo(newer.id);
  }

  @Test // V1: what earlier attempts called is not reached
  void countsStepsThatOnlyEarlierAttemptsCalled() {
    ExecutionFixture again = welcome.rerun("production");
    again.call("sendLetter").value("1");
    again.value("1");

    RunTree tree = tree("production");

    assertThat(targets(tree)).containsExactly("welcome", "sendLetter");
    assertThat(tree.stepsNotReached()).isEqualTo(3);
    RunTree all =
        fixture.reads.trees().loadWithEarlierSteps(fixture.from("production"), welcome.run());
    assertThat(targets(all))
        .containsExactly("welcome", "sendLetter", "sendEmail", "fetchUser", "sendNotification");
    assertThat(all.stepsNotReached()).isZero();
  }

  @Test // V1: where a call used another attempt than the one drawn, it says which
  void callsTellWhichAttemptTheyUsed() {
    user.rerun("production").value("\"bob\"");

    CallEdge call = edge(tree("production"), email.id, user.id);

    assertThat(call.usedOther()).isTrue();
    assertThat(call.callee().attempt()).isEqualTo(1);
  }

  @Test
  void anEarlierAttemptIsDrawnWithTheAttemptsThatCalledIt() {
    ExecutionFixture again = welcome.rerun("production");
    ExecutionFixture emailAgain = again.call("sendEmail");
    emailAgain.reuse(user);
    emailAgain.value("1");
    again.value("1");

    RunTree current = tree("production");
    RunTree earlier =
        fixture
            .reads
            .trees()
            .load(fixture.from("production"), welcome.run(), PinnedAttempts.of(notification.id));

    assertThat(current.earlier()).isFalse();
    assertThat(current.find(notification.step())).isEmpty();
    assertThat(earlier.earlier()).isTrue();
    assertThat(earlier.root().execution()).isEqualTo(welcome.id);
    assertThat(targets(earlier))
        .containsExactly("welcome", "sendEmail", "fetchUser", "sendNotification");
  }

  @Test
  void aPinOnTheCurrentOrAnInvisibleAttemptChangesNothing() {
    ExecutionFixture hidden = user.rerun("development").value("\"bob\"");

    RunTree tree =
        fixture
            .reads
            .trees()
            .load(
                fixture.from("production"),
                welcome.run(),
                new PinnedAttempts(Map.of(user.step(), hidden.id.attempt(), welcome.step(), 1)));

    assertThat(tree.earlier()).isFalse();
    assertThat(tree.nodes()).isEqualTo(tree("production").nodes());
  }

  @Test // E2: cached from another run
  void aCachedStepShowsTheOutcomeOfItsSource() {
    ExecutionFixture run = fixture.run("production", "welcome");
    ExecutionFixture plan = run.callQueued("fetchPlan", null);
    plan.forward(ResultKind.CACHED, user);

    StepNode node =
        node(fixture.reads.trees().load(fixture.from("production"), run.run()), plan.step());

    assertThat(node.state()).isEqualTo(State.DONE);
    assertThat(requireNonNull(node.forwarding()).words()).isEqualTo("cached from " + user.step());
  }

  @Test // W1: after a change of base, what is out of sight is counted, not shown
  void callsOfWhatIsNoLongerVisibleAreCounted() {
    ExecutionFixture again = welcome.rerun("development");
    again.reuse(user);
    again.value("1");
    fixture.workspace("island", null);
    fixture.changeBase("development", "island");

    RunTree tree = tree("development");

    assertThat(targets(tree)).containsExactly("welcome");
    assertThat(tree.calls()).isEmpty();
    assertThat(tree.root().callsNotVisible()).isEqualTo(1);
    assertThat(tree.header().submittedIn()).isNull();
  }

  @Test
  void theFirstErrorIsTheFailedLeafInCallOrder() {
    ExecutionFixture run = fixture.run("production", "nightly");
    ExecutionFixture load = run.call("load");
    load.value("1");
    ExecutionFixture parse = run.call("parse");
    ExecutionFixture row = parse.call("parseRow");
    row.fail("java.lang.NumberFormatException", "'N/A' is not a number");
    ExecutionFixture row2 = parse.call("parseRow");
    row2.fail("java.lang.IllegalStateException", "later");
    parse.fail("java.lang.NumberFormatException", "'N/A' is not a number");
    run.fail("java.lang.NumberFormatException", "'N/A' is not a number");

    RunTree tree = fixture.reads.trees().load(fixture.from("production"), run.run());

    assertThat(tree.header().status()).isEqualTo(State.FAILED);
    RunHeader.FirstError error = requireNonNull(tree.header().firstError());
    assertThat(error.step()).isEqualTo(row.step());
    assertThat(error.failure().message()).isEqualTo("'N/A' is not a number");
    assertThat(node(tree, row2.step()).failure())
        .isEqualTo(new StepNode.FailureLine("IllegalStateException", "later"));
  }

  @Test
  void groupsRepeatedCallsAndDependenciesAreKept() {
    ExecutionFixture run = fixture.run("production", "nightly");
    ExecutionFixture one = run.callInGroup("parseRow", "rows");
    one.value("1");
    ExecutionFixture memo = run.callMemo("load", "k");
    memo.value("1");
    run.reuse(memo, 5);
    run.waitFor(one);

    RunTree tree = fixture.reads.trees().load(fixture.from("production"), run.run());

    assertThat(node(tree, one.step()).group()).isEqualTo("rows");
    assertThat(tree.calls()).extracting(CallEdge::times).containsExactly(1, 1, 5);
    assertThat(tree.header().reuse().reusedCalls()).isEqualTo(5);
    assertThat(tree.header().reuse().calls()).isEqualTo(7);
    assertThat(tree.dependencies())
        .containsExactly(new DependencyEdge(run.step(), one.step(), false));
  }

  @Test
  void theVersionChangesWithEveryVisibleChangeOnly() {
    long before = fixture.reads.trees().version(fixture.from("production"), welcome.run());
    user.rerun("development").value("\"bob\"");
    assertThat(fixture.reads.trees().version(fixture.from("production"), welcome.run()))
        .isEqualTo(before);

    user.rerun("production");
    assertThat(fixture.reads.trees().version(fixture.from("production"), welcome.run()))
        .isGreaterThan(before);
  }

  private RunTree tree(String workspace) {
    return fixture.reads.trees().load(fixture.from(workspace), welcome.run());
  }

  private StepNode user() {
    return node(tree("production"), user.step());
  }

  private static StepNode node(RunTree tree, StepId step) {
    return tree.find(step).orElseThrow();
  }

  private static CallEdge edge(RunTree tree, ExecutionId caller, ExecutionId callee) {
    return tree.calls().stream()
        .filter(call -> call.caller().equals(caller) && call.callee().equals(callee))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> targets(RunTree tree) {
    return tree.nodes().stream().map(StepNode::target).toList();
  }
}
