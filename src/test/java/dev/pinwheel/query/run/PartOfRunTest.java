package dev.pinwheel.query.run;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.CompareWith;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run of which the chain has lost a part (W1): what is left of it is shown (V1, T1). */
@EachDatabase
class PartOfRunTest {

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("staging");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("sendEmail", "userId"),
        task("render", "userId"),
        task("fetchUser", "userId").memo());
  }

  /** Calls sendEmail, which calls render and fetchUser; all in production. */
  private record Welcome(Scripted run, Scripted email, ExecutionId render, ExecutionId user) {

    RunId id() {
      return run.run();
    }
  }

  private static Welcome welcome(EngineFixture pinwheel) {
    Scripted run = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = run.calls("sendEmail", "u1").running();
    ExecutionId render = email.awaits("render", "u1").returning("<p>").id();
    ExecutionId user = email.awaits("fetchUser", "u1").returning("Ann").id();
    email.returns("to Ann");
    run.returns("welcomed");
    return new Welcome(run, email, render, user);
  }

  @Test // V1
  void whatNoVisibleExecutionMadeIsTheRoot(EngineFixture pinwheel) {
    Welcome welcome = welcome(pinwheel);
    Scripted email = pinwheel.rerun("development", welcome.email().step()).running();
    ExecutionId render = email.awaits("render", "u1").returning("<b>").id();
    email.awaits("fetchUser", "u1");
    email.returns("to Ann");
    pinwheel.changeBase("development", null);

    RunTree tree = tree(pinwheel, welcome.id());

    assertThat(tree.isPart()).isTrue();
    assertThat(tree.nodes()).extracting(StepNode::execution).containsExactly(email.id(), render);
    assertThat(tree.roots()).extracting(StepNode::execution).containsExactly(email.id());
    assertThat(tree.root().callsNotVisible()).isEqualTo(1);
    assertThat(tree.calls()).extracting(CallEdge::callee).containsExactly(render);
    RunHeader header = tree.header();
    assertThat(header.status()).isEqualTo(State.PART);
    assertThat(header.active()).isFalse();
    assertThat(header.result()).isNull();
    assertThat(header.timing()).isNull();
    assertThat(header.submittedIn()).isNull();
    assertThat(header.staleness()).isEqualTo(Staleness.FRESH);
  }

  @Test // V1, V2
  void theRunIsListedAndMatchesNoOtherStateFilter(EngineFixture pinwheel) {
    Welcome welcome = welcome(pinwheel);
    Scripted email = pinwheel.rerun("development", welcome.email().step()).running();
    pinwheel.changeBase("development", null);
    ReadModels reads = pinwheel.reads();
    Viewpoint development = reads.viewpoints().get("development", Sight.EVERYTHING);

    RunRow row = reads.runs().find(development, welcome.id()).orElseThrow();

    assertThat(row.status()).isEqualTo(State.PART);
    assertThat(row.active()).isTrue();
    assertThat(row.timing()).isNull();
    assertThat(row.total()).isEqualTo(1);
    assertThat(reads.runs().getStatus(development, welcome.id()))
        .isEqualTo(new RunStatus(welcome.id(), null, State.PART));
    for (boolean ended : List.of(false, true)) {
      if (ended) {
        email.returns("to Ann");
      }
      assertThat(listed(pinwheel, RunFilter.ALL)).containsExactly(welcome.id());
      assertThat(listed(pinwheel, RunFilter.ALL.withIncludeBases(false)))
          .containsExactly(welcome.id());
      assertThat(listed(pinwheel, RunFilter.ALL.withStatuses(Set.of(State.PART))))
          .containsExactly(welcome.id());
      for (State state : Arrays.stream(State.values()).filter(s -> s != State.PART).toList()) {
        assertThat(listed(pinwheel, RunFilter.ALL.withStatuses(Set.of(state)))).isEmpty();
      }
      assertThat(
              listed(
                  pinwheel,
                  RunFilter.ALL.withStatuses(EnumSet.complementOf(EnumSet.of(State.PART)))))
          .isEmpty();
    }
    assertThat(reads.runs().find(development, welcome.id()).orElseThrow().active()).isFalse();
  }

  @Test // W4: step 1 is not visible, so neither are its arguments
  void theArgumentsOfTheRunAreNotFound(EngineFixture pinwheel) {
    Welcome welcome = welcome(pinwheel);
    pinwheel.rerun("development", welcome.email().step()).running();
    ReadModels reads = pinwheel.reads();
    RunFilter withText = RunFilter.ALL.withText("u1");
    assertThat(listed(pinwheel, withText)).containsExactly(welcome.id());

    pinwheel.changeBase("development", null);

    Viewpoint development = reads.viewpoints().get("development", Sight.EVERYTHING);
    assertThat(listed(pinwheel, withText)).isEmpty();
    assertThat(reads.modules().findArguments(development, welcome.id())).isEmpty();
    assertThat(reads.modules().findLastArguments(development, EngineFixture.MODULE, "welcome"))
        .isEmpty();
    Viewpoint production = reads.viewpoints().get("production", Sight.EVERYTHING);
    CompareWith part = CompareWith.parse("workspace:development");
    assertThatThrownBy(() ->
            reads
                .runComparisons()
                .load(production, welcome.id(), PinnedAttempts.NONE, part, Sight.EVERYTHING))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("step 1 is not visible");
  }

  @Test // V1, T1: a call without a key follows its step
  void aCallOfWhatIsNotVisibleLeadsToTheCurrentExecutionOfItsStep(EngineFixture pinwheel) {
    pinwheel.workspace("development/joe", "development");
    Welcome welcome = welcome(pinwheel);
    Scripted email = pinwheel.rerun("development", welcome.email().step()).running();
    ExecutionId user = email.awaits("fetchUser", "u1").returning("Ann").id();
    email.returns("to Ann");
    assertThat(user).as("joined").isEqualTo(welcome.user());
    Scripted again = pinwheel.rerun("development/joe", welcome.user().step()).running();
    pinwheel.changeBase("development", null);

    RunTree open = tree(pinwheel, "development/joe", welcome.id());
    again.returns("Anna");
    RunTree settled = tree(pinwheel, "development/joe", welcome.id());

    assertThat(open.header().staleness()).isEqualTo(Staleness.MAY_BECOME_STALE);
    CallEdge call = settled.calls().getFirst();
    assertThat(call.callee()).isEqualTo(again.id());
    assertThat(call.usedNotVisible()).isTrue();
    assertThat(call.usedOther()).isFalse();
    assertThat(call.usedWords()).isEqualTo("used an attempt not visible from here");
    assertThat(call.staleness()).isEqualTo(Staleness.STALE);
    assertThat(settled.root().callsNotVisible()).isZero();
    StaleCause cause = settled.header().staleCauses().getFirst();
    assertThat(cause.held()).isNull();
    assertThat(cause.found()).isEqualTo(again.id());
    assertThat(RerunOutcome.of(settled, again.id()).orElseThrow().sentence())
        .contains("sendEmail still holds an attempt that is not visible from here.");
    assertThat(StaleTrace.of(settled, email.step()).orElseThrow().sentence(welcome.id()))
        .isEqualTo(
            "sendEmail used an attempt of fetchUser that is not visible from here; a call would use %s now."
                .formatted(again.id()));
  }

  @Test // T1: a call with a key is outdated by another step with this key
  void aCallWithAKeyIsOutdatedByWhatTheLookupFindsNow(EngineFixture pinwheel) {
    Welcome welcome = welcome(pinwheel);
    Scripted email = pinwheel.rerun("development", welcome.email().step()).running();
    email.awaits("fetchUser", "u1");
    email.returns("to Ann");
    pinwheel.changeBase("development", "staging");
    assertThat(tree(pinwheel, welcome.id()).header().staleness()).isEqualTo(Staleness.FRESH);
    assertThat(tree(pinwheel, welcome.id()).root().callsNotVisible()).isEqualTo(1);

    pinwheel.changeBase("development", "production");
    Scripted other = pinwheel.rerun("development", welcome.email().step()).running();
    pinwheel.changeBase("development", "staging");
    ExecutionId user = other.awaits("fetchUser", "u1").returning("Ann").id();
    other.returns("to Ann");

    RunTree tree = tree(pinwheel, welcome.id());
    assertThat(user.step()).isNotEqualTo(welcome.user().step());
    assertThat(tree.header().staleness()).isEqualTo(Staleness.FRESH);
    RunTree earlier =
        pinwheel
            .reads()
            .trees()
            .load(
                pinwheel.reads().viewpoints().get("development", Sight.EVERYTHING),
                welcome.id(),
                PinnedAttempts.of(email.id()));
    assertThat(earlier.root().execution()).isEqualTo(email.id());
    assertThat(earlier.root().staleness()).isEqualTo(Staleness.STALE);
    assertThat(earlier.calls()).isEmpty();
    assertThat(StaleTrace.of(earlier, email.step()).orElseThrow().found()).isEqualTo(user);
  }

  @Test // V1: bases that come back make the run whole again
  void theRunIsWholeAgainFromABaseThatSeesStepOne(EngineFixture pinwheel) {
    Welcome welcome = welcome(pinwheel);
    pinwheel.rerun("development", welcome.email().step()).running().returns("to Bob");
    pinwheel.changeBase("development", null);
    assertThat(tree(pinwheel, welcome.id()).isPart()).isTrue();

    pinwheel.changeBase("development", "production");

    RunTree tree = tree(pinwheel, welcome.id());
    assertThat(tree.isPart()).isFalse();
    assertThat(tree.root().execution()).isEqualTo(welcome.run().id());
  }

  private static RunTree tree(EngineFixture pinwheel, RunId run) {
    return tree(pinwheel, "development", run);
  }

  private static RunTree tree(EngineFixture pinwheel, String workspace, RunId run) {
    ReadModels reads = pinwheel.reads();
    return reads.trees().load(reads.viewpoints().get(workspace, Sight.EVERYTHING), run);
  }

  private static List<RunId> listed(EngineFixture pinwheel, RunFilter filter) {
    ReadModels reads = pinwheel.reads();
    Viewpoint viewpoint = reads.viewpoints().get("development", Sight.EVERYTHING);
    List<RunRow> page = reads.runs().page(viewpoint, filter, 0, 10);
    assertThat(reads.runs().count(viewpoint, filter)).isEqualTo(page.size());
    return page.stream().map(RunRow::run).toList();
  }
}
