package dev.pinwheel.query.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.ReadModelFixture;
import dev.pinwheel.query.WelcomeRun;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the step panel shows. */
class ExecutionViewsTest {

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture welcome;
  private ExecutionFixture email;
  private ExecutionFixture notification;
  private ExecutionFixture user;

  @BeforeEach
  void runInProduction() {
    WelcomeRun run = WelcomeRun.in(fixture, "3", 2);
    welcome = run.welcome();
    email = run.email();
    notification = run.notification();
    user = run.user();
    email.waitFor(user);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void tellsArgumentsResultWorkerAndCalls() {
    ExecutionView view = view("production", user);

    assertThat(view.arguments())
        .singleElement()
        .returns("id", ExecutionView.Argument::name)
        .returns(true, ExecutionView.Argument::inKey);
    assertThat(view.arguments().getFirst().value().json()).hasToString("\"fetchUser\"");
    assertThat(requireNonNull(view.result()).json()).hasToString("\"ann\"");
    assertThat(view.failure()).isNull();
    assertThat(requireNonNull(view.ranOn()).worker()).isEqualTo("embedded worker");
    assertThat(view.callers())
        .extracting(ExecutionView.CallLine::target)
        .containsExactly("sendEmail", "sendNotification");
    assertThat(view.dependents())
        .extracting(ExecutionView.DependencyLine::execution)
        .containsExactly(email.id);
    assertThat(view("production", email).callees())
        .extracting(ExecutionView.CallLine::execution)
        .containsExactly(user.id);
    assertThat(view.isCurrent()).isTrue();
  }

  @Test
  void tellsTheMemoFacts() {
    MemoFacts memo = view("production", user).memo();

    assertThat(memo.headline()).isEqualTo("Memoized by id");
    assertThat(memo.optionOrigin()).isEqualTo("task");
    assertThat(memo.lookup()).startsWith("Called by sendEmail (%s).".formatted(email.step()));
    assertThat(memo.callsUse()).isEqualTo(user.id);
    assertThat(memo.reusedBy()).singleElement().returns(user.id, MemoFacts.ReusedBy::attempt);
    assertThat(memo.reusedBy().getFirst().calls())
        .singleElement()
        .returns("sendNotification", ExecutionView.CallLine::target)
        .returns(2, ExecutionView.CallLine::times);
    assertThat(view("production", email).memo().isMemoized()).isFalse();
    assertThat(view("production", email).memo().headline()).isEqualTo("Not memoized");
  }

  @Test // F1, F8
  void aForcedAttemptTellsByWhomAndWhy() {
    ExecutionFixture again = user.rerun("development").value("\"bob\"");

    ExecutionView view = view("development", again);

    assertThat(requireNonNull(view.rerun()).by()).isEqualTo("local");
    assertThat(requireNonNull(view.rerun()).reason()).isEqualTo("to see");
    assertThat(view.memo().lookup()).isEqualTo("Forced by local; memo was ignored.");
    assertThat(view.attempts()).hasSize(2);
    assertThat(view.callers()).isEmpty();
    assertThat(view.otherCalledAttempts())
        .singleElement()
        .returns(user.id, ExecutionView.CalledAttempt::execution);
    assertThat(view.otherCalledAttempts().getFirst().callers())
        .extracting(ExecutionView.CallLine::target)
        .containsExactly("sendEmail", "sendNotification");
    assertThat(view("development", user).otherCalledAttempts()).isEmpty();
    assertThat(view.memo().callsUse()).isEqualTo(again.id);
    assertThat(view("development", user).isCurrent()).isFalse();
  }

  @Test // F3, E2: callers of a superseded attempt wait for the new one
  void aSupersededAttemptLeadsToTheNewOne() {
    ExecutionFixture run = fixture.run("production", "nightly");
    ExecutionFixture load = run.call("load");
    ExecutionFixture again = load.rerun("production");
    load.forward(ResultKind.SUPERSEDED, again);
    again.fail("java.lang.IllegalStateException", "no");

    ExecutionView old = view("production", load);
    ExecutionView view = view("production", again);

    assertThat(old.forwarding()).singleElement().returns("superseded by #2", Forwarding::words);
    assertThat(old.state()).isEqualTo(State.CANCELLED);
    assertThat(view.callers())
        .extracting(ExecutionView.CallLine::execution)
        .containsExactly(run.id);
    assertThat(requireNonNull(view.failure()).message()).isEqualTo("no");
    assertThat(view.result()).isNull();
  }

  @Test // E2: the value of a cached step is that of its source
  void theResultOfACachedStepIsThatOfItsSource() {
    ExecutionFixture run = fixture.run("development", "welcome");
    ExecutionFixture plan = run.callQueued("fetchPlan", null);
    plan.forward(ResultKind.CACHED, user);

    ExecutionView view = view("development", plan);

    assertThat(requireNonNull(view.result()).json()).hasToString("\"ann\"");
    assertThat(fixture.reads.executions().loadResult(fixture.from("development"), plan.id))
        .hasToString("\"ann\"");
    assertThat(fixture.reads.executions().loadArgument(fixture.from("development"), plan.id, 0))
        .hasToString("\"fetchPlan\"");
  }

  @Test // W1, E2: what the base change put out of sight is not shown
  void anOutcomeOutOfSightIsNotShown() {
    ExecutionFixture run = fixture.run("development", "welcome");
    ExecutionFixture plan = run.callQueued("fetchPlan", null);
    plan.forward(ResultKind.CACHED, user);
    fixture.changeBase("development", null);

    ExecutionView view = view("development", plan);

    assertThat(view.result()).isNull();
    assertThat(view.forwarding())
        .singleElement()
        .returns("cached from a step not visible from here", Forwarding::words);
  }

  @Test
  void aWaitWithoutItsStartIsNotTakenForComputing() {
    assertThat(view("production", email).waitsRecorded()).isTrue();

    fixture.forgetStartsOfWaits();

    assertThat(view("production", email).waitsRecorded()).isFalse();
    assertThat(view("production", user).waitsRecorded()).isTrue();
  }

  private ExecutionView view(String workspace, ExecutionFixture did) {
    return fixture.reads.executions().get(fixture.from(workspace), did.id);
  }
}
