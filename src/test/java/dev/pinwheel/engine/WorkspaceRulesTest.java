package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules W1, W2, W3 and W6, and what is refused at registration (M1). */
@EachDatabase
class WorkspaceRulesTest {

  private static final TargetSpec WELCOME = workflow("welcome", "userId");

  /** W1. */
  @Test
  void aCycleOfBasesIsRefused(EngineFixture pinwheel) {
    pinwheel.workspace("a");
    pinwheel.workspace("b", "a");
    pinwheel.workspace("c", "b");

    Rejection refused = Rejections.rejectionOf(() -> pinwheel.changeBase("a", "c"));
    Rejections.rejectionOf(() -> pinwheel.changeBase("a", "a"));

    assertThat(refused.kind()).isNotEqualTo(Rejection.Kind.NOT_FOUND);
    assertThat(refused).hasMessageContaining("'a'").hasMessageContaining("'c'");
    assertThat(pinwheel.facts().workspaces())
        .filteredOn(workspace -> workspace.getName().equals("a"))
        .allSatisfy(workspace -> assertThat(workspace.getBaseId()).isNull());
  }

  /** W1: moving a workspace moves what descends from it. */
  @Test
  void descendantsFollowAMovedWorkspace(EngineFixture pinwheel) {
    pinwheel.workspace("a");
    pinwheel.workspace("b");
    pinwheel.workspace("c", "a");
    pinwheel.workspace("d", "c");
    pinwheel.workspace("e", "d");

    pinwheel.changeBase("c", "b");
    pinwheel.changeBase("b", "a");
    pinwheel.changeBase("d", null);

    Rejections.rejectionOf(() -> pinwheel.changeBase("a", "c"));
    pinwheel.changeBase("a", "e");
  }

  /** W1. */
  @Test
  void anUnknownBaseIsNotFound(EngineFixture pinwheel) {
    pinwheel.workspace("a");

    Rejections.assertNotFound(() -> pinwheel.workspace("b", "nowhere"));
    Rejections.assertNotFound(() -> pinwheel.changeBase("a", "nowhere"));
    Rejections.assertNotFound(() -> pinwheel.pause("nowhere"));
    assertThat(pinwheel.facts().workspaces()).hasSize(1);
  }

  /** W2. */
  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a//b", "a/", "/a", "a b", "ä", "a.b", "a\n"})
  void aNameThatBreaksTheRulesIsRefused(String name, EngineFixture pinwheel) {
    Rejections.assertRejected(Rejection.Kind.INVALID_ARGUMENT, () -> pinwheel.workspace(name));
  }

  /** W2: unique among workspaces not archived, case-sensitive, free again after archiving. */
  @Test
  void aNameIsUniqueAmongWorkspacesNotArchived(EngineFixture pinwheel) {
    pinwheel.workspace("a");
    pinwheel.workspace("A");
    pinwheel.workspace("b");

    Rejections.assertRejected(Rejection.Kind.CONFLICT, () -> pinwheel.workspace("a"));
    Rejections.assertRejected(
        Rejection.Kind.CONFLICT,
        () -> pinwheel.execute(new Command.RenameWorkspace("b", "a", Actor.LOCAL)));
    pinwheel.archive("a");
    pinwheel.workspace("a");

    assertThat(pinwheel.facts().workspaces())
        .filteredOn(workspace -> workspace.getName().equals("a"))
        .hasSize(2);
  }

  /** W2: inheritance comes from the base alone. */
  @Test
  void aNameWithASlashInheritsNothing(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(WELCOME);
    pinwheel.workspace("development");
    pinwheel.workspace("development/joe");
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();

    Rejections.assertNotFound(() -> pinwheel.rerun("development/joe", welcome.step()));
  }

  /** W2: a new name changes nothing else. */
  @Test
  void aRenamedWorkspaceKeepsItsRuns(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(WELCOME);
    pinwheel.workspace("development");
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();

    pinwheel.execute(new Command.RenameWorkspace("development", "dev", Actor.LOCAL));

    pinwheel.rerun("dev", welcome.step()).running();
    Rejections.assertNotFound(() -> pinwheel.rerun("development", welcome.step()));
  }

  /** W3. */
  @Test
  void pausingAndResumingAreIdempotent(EngineFixture pinwheel) {
    pinwheel.workspace("a");

    pinwheel.pause("a");
    pinwheel.pause("a");
    assertThat(pinwheel.execute(new Command.ResumeWorkspace("a", Actor.LOCAL)).state())
        .isEqualTo(WorkspaceState.ACTIVE);
    pinwheel.resume("a");
  }

  /** W3: archived is final, but it may still be a base. */
  @Test
  void anArchivedWorkspaceIsFinalButMayBeABase(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(WELCOME);
    pinwheel.workspace("a");
    pinwheel.workspace("other");
    Scripted welcome = pinwheel.submit("a", "welcome", "u1").running();
    pinwheel.pause("a");
    Scripted queued = pinwheel.submit("a", "welcome", "u2");

    pinwheel.archive("a");

    assertThat(welcome.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(queued.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(welcome.returns("too late")).isFalse();
    Rejections.assertRejected(
        Rejection.Kind.INVALID_STATE, () -> pinwheel.submit("a", "welcome", "u1"));
    Rejections.assertRejected(Rejection.Kind.INVALID_STATE, () -> pinwheel.resume("a"));
    Rejections.assertRejected(Rejection.Kind.INVALID_STATE, () -> pinwheel.pause("a"));
    pinwheel.workspace("b", "a");
    pinwheel.changeBase("other", "a");
    pinwheel.rerun("b", welcome.step()).running();
    pinwheel.rerun("other", welcome.step()).running();
  }

  /** W6: manifests are looked up through the chain, nearest first, newest there. */
  @Test
  void theNearestManifestCounts(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.workspace("staging", "production");
    pinwheel.workerFor("production", WELCOME, task("fetchUser", "userId").memo());
    pinwheel.workerFor("development", WELCOME, task("fetchUser", "userId"));
    pinwheel.workerFor("staging", WELCOME);

    Scripted inProduction = pinwheel.submit("production", "welcome", "u1").running();
    Scripted inDevelopment = pinwheel.submit("development", "welcome", "u1").running();
    Scripted inStaging = pinwheel.submit("staging", "welcome", "u1").running();

    assertThat(inProduction.calls("fetchUser", "u1").id())
        .isEqualTo(inProduction.calls("fetchUser", "u1").id());
    assertThat(inDevelopment.calls("fetchUser", "u1").id())
        .isNotEqualTo(inDevelopment.calls("fetchUser", "u1").id());
    Rejections.assertNotFound(() -> inStaging.calls("fetchUser", "u1"));
  }

  /** W6: options are resolved afresh in a re-run, but the memo key of a step stays. */
  @Test
  void aRerunResolvesOptionsAfreshButKeepsTheMemoKey(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(WELCOME, task("fetchUser", "userId").memo());
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    pinwheel.embeddedWorker(WELCOME, task("fetchUser", "userId").memoOff().retries(1));

    Scripted forced = pinwheel.rerun("production", user.id().step()).running();
    forced.fails("once");

    assertThat(forced.result()).as("the new manifest has retries").isEqualTo(ResultKind.RETRIED);
    var facts = pinwheel.facts();
    assertThat(facts.stepOf(facts.execution(forced.id())).getMemoKey()).isNotNull();
    assertThat(welcome.calls("fetchUser", "u1").reused()).as("memo is off now").isFalse();
  }

  /**
   * M1: a memo parameter that the task does not have fails at registration, naming those it has.
   */
  @Test
  void anUnknownMemoParameterIsRefusedAtRegistration(EngineFixture pinwheel) {
    Rejection refused =
        Rejections.assertRejected(
            Rejection.Kind.INVALID_ARGUMENT,
            () ->
                pinwheel.embeddedWorker(
                    WELCOME, task("apply", "machineId", "config").memoBy("machine")));

    assertThat(refused)
        .hasMessageContaining("machine")
        .hasMessageContaining("machineId")
        .hasMessageContaining("config");
  }

  /** M3: what has no canonical form is refused. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1,\"a\":2}", "\"\\ud800\"", "NaN", "Infinity", "{", ""})
  void anArgumentWithoutCanonicalFormIsRefused(String argument, EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(WELCOME, task("fetchUser", "userId").memo());
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();

    Rejections.assertRejected(
        Rejection.Kind.INVALID_ARGUMENT,
        () -> welcome.calls("fetchUser", dev.pinwheel.model.Json.of(argument)));
    assertThat(pinwheel.facts().executions()).hasSize(1);
  }

  /** Submissions are checked against the manifest. */
  @Test
  void aSubmissionOfSomethingUnknownIsNotFound(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(WELCOME, task("fetchUser", "userId"));

    Rejections.assertNotFound(() -> pinwheel.submit("production", "nothing", "u1"));
    Rejections.assertNotFound(() -> pinwheel.submit("nowhere", "welcome", "u1"));
    Rejections.assertRejected(
        Rejection.Kind.INVALID_ARGUMENT,
        () -> pinwheel.submit("production", "welcome", "u1", "too many"));
    assertThat(pinwheel.facts().runs()).isEmpty();
  }
}
