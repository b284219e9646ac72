package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.Scripted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scenarios about workspaces: 7 to 10, 12, 16 and 18; rules F2, F5, M4, M5, W1, W3 and W4. */
@EachDatabase
class WorkspaceScenariosTest {

  @BeforeEach
  void productionAndDevelopment(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("fetchUser", "userId").memo(),
        task("fetchPlan", "userId").memo(),
        task("sendEmail", "userId"));
  }

  private static String workspaceOf(FactsSnapshot facts, Scripted execution) {
    return facts.workspaceOf(facts.execution(execution.id()));
  }

  /** F4, M5. */
  @Test
  void scenario07_aProductionRunIsRerunInDevelopment(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling email = welcome.awaits("sendEmail", "u1").returning("sent");
    welcome.returns("done");

    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling userAgain = again.awaits("fetchUser", "u1");
    Scripted.Calling emailAgain = again.awaits("sendEmail", "u1").returning("sent");
    again.returns("done again");

    assertThat(userAgain.reused()).isTrue();
    assertThat(userAgain.id()).isEqualTo(user.id());
    assertThat(userAgain.value()).isEqualTo(Json.of("\"Ann\""));
    assertThat(emailAgain.reused()).isFalse();
    FactsSnapshot facts = pinwheel.facts();
    assertThat(workspaceOf(facts, again)).isEqualTo("development");
    assertThat(workspaceOf(facts, emailAgain.execution())).isEqualTo("development");
    assertThat(workspaceOf(facts, email.execution())).isEqualTo("production");
    assertThat(facts.executionsOf(welcome.run(), "fetchUser"))
        .extracting(facts::workspaceOf)
        .containsExactly("production");
    assertThat(pinwheel.orderOf(again.id()).workspace().value()).isEqualTo("development");
  }

  /** F5, W4. */
  @Test
  void scenario08_aRerunInDevelopmentIsNotSeenFromProduction(EngineFixture pinwheel) {
    pinwheel.workspace("development/joe", "development");
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");

    pinwheel.rerun("development", user.id().step()).running().returns("Anna");

    Scripted.Calling fromProduction = welcome.awaits("fetchUser", "u1");
    assertThat(fromProduction.id()).isEqualTo(user.id());
    assertThat(fromProduction.value()).isEqualTo(Json.of("\"Ann\""));
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    assertThat(inDevelopment.awaits("fetchUser", "u1").value()).isEqualTo(Json.of("\"Anna\""));
    Scripted inJoe = pinwheel.rerun("development/joe", welcome.step()).running();
    assertThat(inJoe.awaits("fetchUser", "u1").value()).isEqualTo(Json.of("\"Anna\""));

    Scripted inProduction = pinwheel.rerun("production", welcome.step()).running();
    assertThat(inProduction.awaits("fetchUser", "u1").value()).isEqualTo(Json.of("\"Ann\""));
    assertThat(inProduction.id().attempt()).as("numbers are shared (W4)").isEqualTo(4);
  }

  /** M5: nearest workspace first, then newest. */
  @Test
  void scenario09_aLaterRerunInProductionLeavesDevelopmentItsOwn(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    pinwheel.rerun("development", user.id().step()).running().returns("development's");
    pinwheel.rerun("production", user.id().step()).running().returns("production's");
    pinwheel.workspace("staging", "production");

    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted inStaging = pinwheel.rerun("staging", welcome.step()).running();

    assertThat(inDevelopment.awaits("fetchUser", "u1").value())
        .isEqualTo(Json.of("\"development's\""));
    assertThat(inStaging.awaits("fetchUser", "u1").value()).isEqualTo(Json.of("\"production's\""));
  }

  /** F2. */
  @Test
  void scenario10_aRerunInAnAncestorOrASiblingIsRefusedAndChangesNothing(EngineFixture pinwheel) {
    pinwheel.workspace("staging", "production");
    Scripted own = pinwheel.submit("development", "welcome", "u1").running();
    Scripted production = pinwheel.submit("production", "welcome", "u1").running();
    Scripted again = pinwheel.rerun("development", production.step()).running();
    Scripted made = again.calls("sendEmail", "u1").running();
    int before = pinwheel.facts().executions().size();

    Rejections.assertNotFound(() -> pinwheel.rerun("production", own.step()));
    Rejections.assertNotFound(() -> pinwheel.rerun("staging", own.step()));
    Rejections.assertNotFound(() -> pinwheel.rerun("staging", made.step()));
    Rejections.assertNotFound(() -> pinwheel.rerun("production", made.step()));

    assertThat(pinwheel.facts().executions()).hasSize(before);
    assertThat(own.result()).isNull();
    assertThat(made.result()).isNull();
  }

  /** F2, W1: something of it is visible, but its origin is not in the chain any more. */
  @Test
  void scenario10_aRerunWithoutTheOriginInTheChainIsRefusedNamingTheOrigin(EngineFixture pinwheel) {
    pinwheel.workspace("development/joe", "development");
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    pinwheel.rerun("development", welcome.step()).running();
    pinwheel.changeBase("development", null);
    int before = pinwheel.facts().executions().size();

    Rejection rejection =
        Rejections.rejectionOf(() -> pinwheel.rerun("development/joe", welcome.step()));

    assertThat(rejection.kind()).isIn(Rejection.Kind.INVALID_STATE, Rejection.Kind.FORBIDDEN);
    assertThat(rejection).hasMessageContaining("production");
    assertThat(pinwheel.facts().executions()).hasSize(before);
  }

  /** M4. */
  @Test
  void scenario12_aRunningExecutionIsJoinedButNotOneQueuedInAPausedBase(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted running = welcome.calls("fetchUser", "u1").running();
    pinwheel.pause("production");
    Scripted.Calling queued = welcome.calls("fetchPlan", "u1");

    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling joined = inDevelopment.awaits("fetchUser", "u1");
    Scripted.Calling own = inDevelopment.awaits("fetchPlan", "u1");

    assertThat(joined.id()).isEqualTo(running.id());
    running.returns("Ann");
    assertThat(joined.value()).isEqualTo(Json.of("\"Ann\""));
    assertThat(own.reused()).isFalse();
    own.returning("gold");
    assertThat(own.value()).isEqualTo(Json.of("\"gold\""));
    assertThat(queued.execution().isAssigned()).isFalse();
    assertThat(workspaceOf(pinwheel.facts(), own.execution())).isEqualTo("development");
  }

  /** M4: own queued executions are joined even in a paused workspace. */
  @Test
  void aQueuedExecutionOfTheSamePausedWorkspaceIsJoined(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    pinwheel.pause("production");

    Scripted.Calling first = welcome.calls("fetchUser", "u1");
    Scripted.Calling second = welcome.calls("fetchUser", "u1");

    assertThat(second.id()).isEqualTo(first.id());
    pinwheel.resume("production");
    first.returning("Ann");
  }

  /** W1. */
  @Test
  void scenario16_theNextLookupUsesTheNewChainAndAnEarlierWaitDelivers(EngineFixture pinwheel) {
    pinwheel.workspace("staging", "production");
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling plan = welcome.calls("fetchPlan", "u1");
    Scripted staged = pinwheel.rerun("staging", user.id().step()).running();
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    assertThat(inDevelopment.awaits("fetchUser", "u1").value()).isEqualTo(Json.of("\"Ann\""));
    Scripted.Calling waiting = inDevelopment.awaits("fetchPlan", "u1");
    assertThat(waiting.id()).isEqualTo(plan.id());

    pinwheel.changeBase("development", "staging");
    staged.returns("Anna of staging");
    assertThat(inDevelopment.awaits("fetchUser", "u1").value())
        .isEqualTo(Json.of("\"Anna of staging\""));

    pinwheel.changeBase("development", null);
    assertThat(inDevelopment.awaits("fetchUser", "u1").reused()).isFalse();
    plan.returning("gold");
    assertThat(waiting.value()).isEqualTo(Json.of("\"gold\""));
  }

  /** W3. */
  @Test
  void scenario18_resultsOfAnArchivedBaseAreStillReused(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling open = welcome.calls("fetchPlan", "u1");
    welcome.calls("sendEmail", "u1").running();

    pinwheel.archive("production");

    FactsSnapshot facts = pinwheel.facts();
    assertThat(facts.executionsOf(welcome.run(), "sendEmail"))
        .allSatisfy(
            row -> assertThat(facts.kindOf(FactsSnapshot.idOf(row))).contains(ResultKind.CANCELLED));
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling userAgain = inDevelopment.awaits("fetchUser", "u1");
    assertThat(userAgain.id()).isEqualTo(user.id());
    assertThat(userAgain.value()).isEqualTo(Json.of("\"Ann\""));
    assertThat(inDevelopment.calls("fetchPlan", "u1").id())
        .as("what was cancelled is no candidate (M9)")
        .isNotEqualTo(open.id());
    Rejections.assertRejected(
        Rejection.Kind.INVALID_STATE, () -> pinwheel.rerun("production", welcome.step()));
    Rejections.assertRejected(
        Rejection.Kind.INVALID_STATE, () -> pinwheel.submit("production", "welcome", "u1"));
  }
}
