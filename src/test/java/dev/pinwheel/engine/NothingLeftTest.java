package dev.pinwheel.engine;

import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.check.RestoreCheck;
import dev.pinwheel.store.jooq.DefaultSchema;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * G1, G3: after a run was removed, no row of any table belongs to it or refers to it. Goes through
 * all columns that the database has, so that a new one cannot be forgotten.
 */
@EachDatabase
class NothingLeftTest {

  private static final Duration MONTH = Duration.ofDays(30);

  /** What the numbers of a column are. */
  private enum Meaning {
    RUN,
    EXECUTION,
    BLOB,
    /** Of something that does not belong to a run, or a mere number. */
    OTHER
  }

  private static final Set<String> RUNS =
      Set.of(
          "run.id",
          "run_keep.run_id",
          "step.run_id",
          "execution.run_id",
          "call.run_id",
          "dependency.run_id",
          "open_execution.run_id",
          "memo_candidate.run_id",
          "cache_candidate.run_id",
          "run_summary.run_id",
          "run_reference.run_id",
          "run_reference.referred_id",
          "run_removal.run_id",
          "log_message.run_id");

  private static final Set<String> EXECUTIONS =
      Set.of(
          "run.spawned_by_id",
          "execution.id",
          "execution.rerun_id",
          "rerun.execution_id",
          "assignment.execution_id",
          "result.execution_id",
          "result.successor_id",
          "call.caller_id",
          "call.callee_id",
          "dependency.execution_id",
          "dependency.dependency_id",
          "open_execution.execution_id",
          "queue.execution_id",
          "memo_candidate.execution_id",
          "cache_candidate.execution_id",
          "outcome.execution_id",
          "outcome.end_id",
          "log_message.execution_id");

  private static final Set<String> BLOBS =
      Set.of("blob.id", "step.arguments_blob_id", "call.arguments_blob_id", "result.value_blob_id");

  private static final Set<String> OTHERS =
      Set.of(
          "workspace.id",
          "workspace.base_id",
          "server_lease.timeline",
          "server_lease.lost_beyond",
          "workspace_ancestor.workspace_id",
          "workspace_ancestor.ancestor_id",
          "manifest.id",
          "manifest.workspace_id",
          "blob.size",
          "run.workspace_id",
          "execution.workspace_id",
          "worker_session.id",
          "worker_session.workspace_id",
          "assignment.session_id",
          "call.id",
          "open_execution.workspace_id",
          "open_execution.session_id",
          "queue.workspace_id",
          "memo_candidate.workspace_id",
          "cache_candidate.workspace_id",
          "run_summary.workspace_id",
          "run_summary.version",
          "log_message.id",
          "log_message.workspace_id",
          "commit_marker.marker",
          "log_position.session_id",
          "log_position.number",
          "retention.workspace_id",
          "retention.age_millis",
          "retention.child_limit_millis",
          "workspace.creator_id",
          "worker_session.token_id",
          "session_counter.token_id",
          "access_token.made_by",
          "user_account.id",
          "access_grant.id",
          "access_grant.user_id",
          "access_grant.workspace_id",
          "access_token.id",
          "access_token.user_id",
          "token_scope.token_id",
          "token_scope.workspace_id",
          "module_reservation.workspace_id",
          "module_reservation.token_id",
          "sign_in.id",
          "sign_in.user_id",
          "activity.id",
          "activity.user_id",
          "activity.token_id",
          "activity.workspace_id",
          // Who did what is kept for longer than what it was done with (A6).
          "activity.run_id",
          "removal_record.id",
          "removal_record.workspace_id");

  private static final Map<String, Meaning> MEANINGS = meanings();

  private static Map<String, Meaning> meanings() {
    Map<String, Meaning> meanings = new TreeMap<>();
    RUNS.forEach(column -> meanings.put(column, Meaning.RUN));
    EXECUTIONS.forEach(column -> meanings.put(column, Meaning.EXECUTION));
    BLOBS.forEach(column -> meanings.put(column, Meaning.BLOB));
    OTHERS.forEach(column -> meanings.put(column, Meaning.OTHER));
    return meanings;
  }

  private static Json large(int bytes) {
    return Json.of('"' + "x".repeat(bytes) + '"');
  }

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        workflow("inner", "userId"),
        task("fetchUser", "userId", "x").memoBy("userId"),
        task("use", "handle"),
        task("quote", "userId").cachedFor(Duration.ofHours(1)),
        task("shaky", "x").retries(1));
    keepFor(pinwheel, MONTH);
  }

  private static void keepFor(EngineFixture pinwheel, @Nullable Duration age) {
    EffectiveRetention unused =
        pinwheel.execute(
            new Command.SetRetention(
                "production", new Retention(age, null, Duration.ZERO), Actor.LOCAL));
  }

  /** The columns of which a test says what they mean are those that the database has. */
  @Test
  void everyNumberOfTheSchemaHasAMeaning() {
    Set<String> columns = new TreeSet<>();
    DefaultSchema.DEFAULT_SCHEMA
        .getTables()
        .forEach(table ->
            table
                .fieldStream()
                .filter(field -> field.getDataType().getSQLDataType() == SQLDataType.BIGINT)
                .forEach(field -> columns.add(table.getName() + "." + field.getName())));

    assertThat(columns).isEqualTo(MEANINGS.keySet());
  }

  /** G1, G3. */
  @Test
  void noRowBelongsToARemovedRunOrRefersToIt(EngineFixture pinwheel) {
    Scripted removed = busyRun(pinwheel, "u1");
    pinwheel.advance(Duration.ofDays(1));
    Scripted kept = busyRun(pinwheel, "u2");
    DSLContext dsl = pinwheel.facts().dsl();
    Set<Long> runsBefore = numbers(dsl, "run.id");
    Set<Long> executionsBefore = numbers(dsl, "execution.id");
    Set<Long> blobsBefore = numbers(dsl, "blob.id");

    pinwheel.advance(MONTH.minusDays(1));
    pinwheel.engine().removeExpired();
    pinwheel.advance(Duration.ofMinutes(2));
    pinwheel.engine().removeExpired();

    assertThat(pinwheel.facts().runs())
        .extracting(run -> new RunId(run.getId()))
        .contains(kept.run())
        .doesNotContain(removed.run())
        .hasSize(runsBefore.size() / 2);
    Set<Long> runs = gone(runsBefore, numbers(dsl, "run.id"));
    Set<Long> executions = gone(executionsBefore, numbers(dsl, "execution.id"));
    Set<Long> blobs = gone(blobsBefore, numbers(dsl, "blob.id"));
    assertThat(blobs).as("payloads that went").hasSize(blobsBefore.size() / 2).isNotEmpty();
    MEANINGS.forEach((column, meaning) -> {
      Set<Long> left = new HashSet<>(numbers(dsl, column));
      switch (meaning) {
        case RUN -> left.retainAll(runs);
        case EXECUTION -> left.retainAll(executions);
        case BLOB -> left.retainAll(blobs);
        case OTHER -> left.clear();
      }
      assertThat(left).as(column).isEmpty();
    });
    assertThat(numbers(dsl, "step.run_id")).isEqualTo(numbers(dsl, "run.id"));
    assertThat(ownedBlobs(dsl)).as("every payload has an owner").isEqualTo(numbers(dsl, "blob.id"));
  }

  /** G3: a backup may be made at any moment of a removal. */
  @Test
  void aCopyMadeWhileRunsAreRemovedHoldsTogether(EngineFixture pinwheel, TestDatabase database) {
    keepFor(pinwheel, null);
    Scripted one = busyRun(pinwheel, "u1");
    Scripted other = busyRun(pinwheel, "u1");
    pinwheel.execute(new Command.KeepRun("production", other.run(), Actor.LOCAL));
    pinwheel.advance(MONTH);
    // Nothing is removed now, and nobody else does it in the next minute.
    pinwheel.engine().removeExpired();
    keepFor(pinwheel, MONTH);
    assertThat(pinwheel.execute(new Command.RemoveRuns(List.of(one.run(), other.run()))))
        .as("the run and the one that it spawned")
        .isEqualTo(2);

    int batches = 0;
    do {
      assertThat(RestoreCheck.problemsOf(pinwheel.database(), database.payloads())).isEmpty();
      batches++;
    } while (pinwheel.execute(new Command.RemoveRows(5, 0)) > 0);

    assertThat(batches).isGreaterThan(5);
    assertThat(pinwheel.facts().runs())
        .as("what answered the other run through the cache is left")
        .extracting(run -> new RunId(run.getId()))
        .contains(one.run(), other.run())
        .hasSize(3);
  }

  /** G1: what is left without any run. */
  @Test
  void onlyWhatBelongsToNoRunIsLeftInTheEnd(EngineFixture pinwheel) {
    busyRun(pinwheel, "u1");
    busyRun(pinwheel, "u2");

    pinwheel.advance(MONTH);
    pinwheel.engine().removeExpired();
    pinwheel.advance(Duration.ofMinutes(2));
    pinwheel.engine().removeExpired();

    DSLContext dsl = pinwheel.facts().dsl();
    Map<String, Integer> counts = new HashMap<>();
    DefaultSchema.DEFAULT_SCHEMA
        .getTables()
        .forEach(table -> {
          int rows = dsl.fetchCount(table);
          if (rows > 0) {
            counts.put(table.getName(), rows);
          }
        });
    // Very large values in PostgreSQL go a day after their rows.
    counts.remove("payload_piece");
    assertThat(counts.keySet())
        .containsExactlyInAnyOrder(
            "workspace",
            "workspace_ancestor",
            "activity",
            "manifest",
            "worker_session",
            "session_counter",
            "retention",
            "removal_record",
            "incarnation",
            "commit_marker");
  }

  /** A run that has something in every table that rows of a run can be in. */
  private static Scripted busyRun(EngineFixture pinwheel, String user) {
    Scripted welcome = pinwheel.submit("production", "welcome", user).running();
    Scripted.Calling fetched =
        welcome.awaits("fetchUser", user, large(Payloads.INLINE_LIMIT)).returning("ada");
    assertThat(welcome.calls("fetchUser", user, large(Payloads.INLINE_LIMIT + 1)).reused())
        .isTrue();
    welcome.awaits("use", fetched.id()).returning(large(Payloads.INLINE_LIMIT));
    Scripted.Calling quote = welcome.awaits("quote", user);
    if (quote.execution().result() == null) {
      quote.returning(large(Payloads.FILE_LIMIT));
    }
    Scripted.Calling shaky = welcome.calls("shaky", user);
    shaky.running().fails("once");
    shaky.execution().successor().running().fails("twice");
    Scripted inner = welcome.calls("inner", user).execution().successor().running();
    inner.awaits("quote", user).execution().ended();
    inner.returns("in");
    welcome.returns("out");
    pinwheel.engine().log(List.of(message(welcome.id()), message(inner.id())));
    pinwheel.rerun("development", new StepId(welcome.run(), 1)).running().returns("mine");
    pinwheel
        .changes()
        .awaitUntil("the messages", () -> messagesOf(pinwheel, welcome.run(), inner.run()) == 2);
    return welcome;
  }

  private static int messagesOf(EngineFixture pinwheel, RunId... runs) {
    return pinwheel
        .facts()
        .dsl()
        .fetchCount(
            LOG_MESSAGE, LOG_MESSAGE.RUN_ID.in(Stream.of(runs).map(RunId::number).toList()));
  }

  private static LogMessage message(ExecutionId execution) {
    return new LogMessage(execution, Instant.EPOCH, "info", "hello", Json.of("{}"));
  }

  private static Set<Long> gone(Set<Long> before, Set<Long> after) {
    Set<Long> gone = new HashSet<>(before);
    gone.removeAll(after);
    return gone;
  }

  private static Set<Long> ownedBlobs(DSLContext dsl) {
    Set<Long> owned = new HashSet<>();
    MEANINGS.forEach((column, meaning) -> {
      if (meaning == Meaning.BLOB && !column.equals("blob.id")) {
        owned.addAll(numbers(dsl, column));
      }
    });
    return owned;
  }

  private static Set<Long> numbers(DSLContext dsl, String column) {
    String[] parts = column.split("\\.");
    Field<Long> field = DSL.field(DSL.name(parts[1]), SQLDataType.BIGINT);
    return dsl.select(field)
        .from(DSL.table(DSL.name(parts[0])))
        .where(field.isNotNull())
        .fetchSet(field);
  }
}
