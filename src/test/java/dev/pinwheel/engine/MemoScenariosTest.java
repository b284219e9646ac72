package dev.pinwheel.engine;

import static dev.pinwheel.testing.CallSpec.call;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.jooq.tables.records.CallRecord;
import dev.pinwheel.store.jooq.tables.records.ExecutionRecord;
import dev.pinwheel.testing.CallSpec;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scenarios about memoizing inside one run of one workspace: 1, 3, 4 and 13 to 15. */
@EachDatabase
class MemoScenariosTest {

  private static final TargetSpec[] USERS = {
    workflow("welcome", "userId"),
    workflow("welcomeMemoized", "userId").memo(),
    workflow("report", "userId"),
    task("fetchUser", "userId").memo(),
    task("fetchPlan", "userId").cached(),
    task("sendEmail", "userId"),
    task("sendNotification", "userId"),
    task("audit", "userId").memoOff(),
    task("applyConfiguration", "machineId", "config").memoBy("machineId"),
  };

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(USERS);
  }

  /** M6, M7. */
  @Test
  void scenario01_twoCallersOfAMemoizedTaskShareOneExecution(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted notification = welcome.calls("sendNotification", "u1").running();

    Scripted.Calling first = email.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling second = notification.awaits("fetchUser", "u1");

    assertThat(first.reused()).isFalse();
    assertThat(second.reused()).isTrue();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(first.value()).isEqualTo(Json.of("\"Ann\""));
    assertThat(second.value()).isEqualTo(Json.of("\"Ann\""));
    var facts = pinwheel.facts();
    assertThat(facts.executionsOf(welcome.run(), "fetchUser")).hasSize(1);
    assertThat(facts.callsTo(first.id()))
        .extracting(CallRecord::getKind)
        .containsExactlyInAnyOrder("made", "reused");
  }

  /** M7: another argument is another key. */
  @Test
  void scenario03_anotherUserIsExecutedAndTheSameUserAfterARerunIsNot(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    email.awaits("fetchUser", "u1").returning("Ann");

    Scripted.Calling other = email.awaits("fetchUser", "u2");
    assertThat(other.reused()).isFalse();
    other.returning("Bob");
    email.returns(null);

    Scripted again = pinwheel.rerun("production", email.step()).running();
    Scripted.Calling same = again.awaits("fetchUser", "u1");

    assertThat(same.reused()).isTrue();
    assertThat(same.value()).isEqualTo(Json.of("\"Ann\""));
    assertThat(pinwheel.facts().executionsOf(welcome.run(), "fetchUser")).hasSize(2);
  }

  /** M1, M3: only the listed parameters are part of the key. */
  @Test
  void scenario04_onlyTheListedParametersCount(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling first =
        welcome.awaits("applyConfiguration", "m1", Json.of("{\"version\":1}")).returning("done");

    Scripted.Calling otherConfiguration =
        welcome.awaits("applyConfiguration", "m1", Json.of("{\"version\":2}"));
    Scripted.Calling otherMachine =
        welcome.awaits("applyConfiguration", "m2", Json.of("{\"version\":1}"));

    assertThat(otherConfiguration.reused()).isTrue();
    assertThat(otherConfiguration.id()).isEqualTo(first.id());
    assertThat(otherMachine.reused()).isFalse();
    otherMachine.returning("done");
    CallRecord reused =
        pinwheel.facts().callsTo(first.id()).stream()
            .filter(call -> call.getKind().equals("reused"))
            .findFirst()
            .orElseThrow();
    assertThat(new String(reused.getArguments(), java.nio.charset.StandardCharsets.UTF_8))
        .as("a call keeps its own arguments when they differ from those of the step")
        .contains("\"version\":2");
  }

  /** M1, M2: the workflow's memo is the run's default; an explicit off counts. */
  @Test
  void scenario13_aWorkflowWithMemoMemoizesPlainTasksAndWorkflowsItCalls(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcomeMemoized", "u1").running();
    welcome.awaits("sendEmail", "u1").returning(null);
    welcome.awaits("audit", "u1").returning(null);
    Scripted.Calling report = welcome.awaits("report", "u1");
    Scripted child = report.execution().successor().running();
    child.returns("report of u1");
    assertThat(report.value()).isEqualTo(Json.of("\"report of u1\""));
    welcome.returns(null);

    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    Scripted.Calling emailAgain = again.awaits("sendEmail", "u1");
    Scripted.Calling auditAgain = again.awaits("audit", "u1");
    Scripted.Calling reportAgain = again.awaits("report", "u1");

    assertThat(emailAgain.reused()).as("a plain task").isTrue();
    assertThat(auditAgain.reused()).as("a task with memo off").isFalse();
    assertThat(reportAgain.reused()).as("a workflow").isTrue();
    assertThat(reportAgain.value()).isEqualTo(Json.of("\"report of u1\""));
    assertThat(pinwheel.facts().runs()).as("the run and the one it started").hasSize(2);
    assertThat(report.execution().result()).isEqualTo(ResultKind.SPAWNED);
  }

  /** M1: a workflow's own memo does not memoize calls of it. */
  @Test
  void scenario13_theMemoOfACalledWorkflowOnlySetsTheDefaultOfItsRun(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();

    Scripted.Calling first = welcome.calls("welcomeMemoized", "u1");
    Scripted.Calling second = welcome.calls("welcomeMemoized", "u1");

    assertThat(second.reused()).isFalse();
    assertThat(second.id()).isNotEqualTo(first.id());
    Scripted child = second.execution().successor().running();
    Scripted.Calling email = child.calls("sendEmail", "u1");
    assertThat(child.calls("sendEmail", "u1").id()).isEqualTo(email.id());
  }

  /** M12, C2: memo stays in its run, the cache does not. */
  @Test
  void scenario14_memoIsPerRunAndTheCacheIsNot(EngineFixture pinwheel) {
    Scripted one = pinwheel.submit("production", "welcome", "u1").running();
    one.awaits("fetchUser", "u1").returning("Ann");
    one.awaits("fetchPlan", "u1").returning("gold");

    Scripted two = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling user = two.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling plan = two.awaits("fetchPlan", "u1");

    assertThat(user.reused()).isFalse();
    assertThat(plan.reused()).as("a cached step is a step of its own").isFalse();
    assertThat(plan.value()).isEqualTo(Json.of("\"gold\""));
    assertThat(plan.execution().result()).isEqualTo(ResultKind.CACHED);
    var facts = pinwheel.facts();
    long executedPlans =
        facts.executions().stream()
            .filter(execution -> facts.stepOf(execution).getTarget().equals("fetchPlan"))
            .map(ExecutionRecord::getId)
            .filter(id -> facts.assignments().containsKey(id))
            .count();
    assertThat(executedPlans).isEqualTo(1);
    assertThat(facts.executionsOf(one.run(), "fetchUser")).hasSize(1);
    assertThat(facts.executionsOf(two.run(), "fetchUser")).hasSize(1);
  }

  /** M3. */
  @Test
  void scenario15_keysAreMadeOfCanonicalValues(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    assertThat(sameExecution(welcome, "{\"a\":1,\"b\":2.0}", "{\"b\":2,\"a\":1}")).isTrue();
    for (int size : new int[] {100_000, 1_200_000}) {
      String padding = "x".repeat(size);
      assertThat(
              sameExecution(
                  welcome,
                  "{\"a\":1,\"b\":2.0,\"c\":\"%s\"}".formatted(padding),
                  "{\"c\":\"%s\", \"b\":2,\"a\":1}".formatted(padding)))
          .as("as a blob of " + size)
          .isTrue();
    }
    assertThat(sameExecution(welcome, "[\"ab\",\"c\"]", "[\"a\",\"bc\"]")).isFalse();
    assertThat(sameExecution(welcome, "9007199254740993", "9007199254740992")).isFalse();
    assertThat(sameExecution(welcome, "2", "2.0")).isTrue();
    assertThat(sameExecution(welcome, "2.00", "2e0")).isTrue();
  }

  private static boolean sameExecution(Scripted caller, String one, String other) {
    CallSpec first = call("fetchUser", Json.of(one));
    CallSpec second = call("fetchUser", Json.of(other));
    return caller.calls(first).id().equals(caller.calls(second).id());
  }

  /** M1: an empty list of names means one execution per run. */
  @Test
  void withAnEmptyListOfParametersATaskIsExecutedOncePerRun(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();

    Scripted.Calling first = welcome.calls(call("sendEmail", "u1").memoBy());
    Scripted.Calling second = welcome.calls(call("sendEmail", "u2").memoBy());

    assertThat(second.id()).isEqualTo(first.id());
  }

  /** M2: each source of the option beats the next one. */
  @Test
  void theCallSiteBeatsTheTaskAndTheTaskBeatsTheRun(EngineFixture pinwheel) {
    Scripted plain = pinwheel.submit("production", "welcome", "u1").running();
    Scripted memoized =
        pinwheel.submit("production", "welcome", new MemoOption.All(), "u1").running();
    Scripted off =
        pinwheel.submit("production", "welcomeMemoized", new MemoOption.Off(), "u1").running();

    assertThat(repeats(plain, call("sendEmail", "u1"))).as("unset everywhere").isTrue();
    assertThat(repeats(plain, call("sendEmail", "u1").memo())).as("call site on").isFalse();
    assertThat(repeats(plain, call("fetchUser", "u1"))).as("task on").isFalse();
    assertThat(repeats(plain, call("fetchUser", "u1").memoOff())).as("call site off").isTrue();
    assertThat(repeats(memoized, call("sendEmail", "u1"))).as("run on").isFalse();
    assertThat(repeats(memoized, call("audit", "u1"))).as("run on, task off").isTrue();
    assertThat(repeats(memoized, call("audit", "u1").memo())).as("call site on").isFalse();
    assertThat(repeats(off, call("sendEmail", "u1")))
        .as("what was given at submit beats the workflow's own memo")
        .isTrue();
    assertThat(repeats(off, call("fetchUser", "u1"))).as("run off, task on").isFalse();
  }

  private static boolean repeats(Scripted caller, CallSpec call) {
    return !caller.calls(call).id().equals(caller.calls(call).id());
  }

  /** M11: a retry hits what the earlier attempt memoized, and makes the other calls anew. */
  @Test
  void aRetryReusesWhatTheEarlierAttemptMemoized(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("fetchUser", "userId").memo(),
        task("sendEmail", "userId"),
        task("enrol", "userId").retries(1));
    Scripted enrol =
        pinwheel.submit("production", "welcome", "u1").running().calls("enrol", "u1").running();
    Scripted.Calling user = enrol.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling email = enrol.awaits("sendEmail", "u1").returning(null);
    enrol.fails("no connection");

    Scripted retry = enrol.successor().running();

    assertThat(enrol.result()).isEqualTo(ResultKind.RETRIED);
    assertThat(retry.calls("fetchUser", "u1").id()).isEqualTo(user.id());
    assertThat(retry.calls("sendEmail", "u1").id()).isNotEqualTo(email.id());
  }

  /** M13: memo is asked before the cache, and a miss may still be answered by the cache. */
  @Test
  void memoIsAskedBeforeTheCache(EngineFixture pinwheel) {
    Scripted one = pinwheel.submit("production", "welcome", "u1").running();
    one.awaits(call("fetchPlan", "u1").memo()).returning("gold");

    Scripted two = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling miss = two.awaits(call("fetchPlan", "u1").memo());
    assertThat(miss.value()).isEqualTo(Json.of("\"gold\""));
    Scripted.Calling hit = two.awaits(call("fetchPlan", "u1").memo());

    assertThat(miss.reused()).isFalse();
    assertThat(miss.execution().result()).isEqualTo(ResultKind.CACHED);
    assertThat(hit.reused()).isTrue();
    assertThat(hit.id()).as("it counts by its outcome (M4)").isEqualTo(miss.id());
    assertThat(hit.value()).isEqualTo(Json.of("\"gold\""));
  }

  /** M9: who joined it gets its failure; the next call executes anew. */
  @Test
  void whatFailedIsNoCandidateButWhoJoinedItGetsItsFailure(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted.Calling made = email.awaits("fetchUser", "u1");
    Scripted.Calling joined = welcome.awaits("fetchUser", "u1");
    assertThat(joined.id()).isEqualTo(made.id());

    made.failing("no such user");

    assertThat(made.outcome().kind()).isEqualTo(ResultKind.FAILED);
    assertThat(joined.failureMessage()).isEqualTo("no such user");
    Scripted.Calling next = welcome.calls("fetchUser", "u1");
    assertThat(next.reused()).isFalse();
    assertThat(next.id().step()).isNotEqualTo(made.id().step());
  }

  /** M6: repeated hits of one caller on one execution are one row with a count. */
  @Test
  void repeatedHitsOfOneCallerAreCounted(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling made = welcome.awaits("fetchUser", "u1").returning("Ann");
    for (int i = 0; i < 5; i++) {
      assertThat(welcome.awaits("fetchUser", "u1").reused()).isTrue();
    }

    List<CallRecord> calls = pinwheel.facts().callsTo(made.id());

    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).getKind()).isEqualTo("made");
    assertThat(calls.get(1).getKind()).isEqualTo("reused");
    assertThat(calls.get(1).getTimes()).isEqualTo(5);
  }
}
