package dev.pinwheel.store;

import static dev.pinwheel.store.StoreFixture.ARGUMENTS;
import static dev.pinwheel.store.StoreFixture.HASH;
import static dev.pinwheel.store.StoreFixture.OPTIONS;
import static dev.pinwheel.store.StoreFixture.chain;
import static dev.pinwheel.store.StoreFixture.valueOfSize;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.testing.EachDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** The contracts of steps, executions, results, calls and candidates. */
@EachDatabase
class ExecutionContractTest extends StoreContractFixture {

  private static final byte[] OTHER_HASH = {4, 5};

  @Test
  void aStepIsReadAsItWasWritten() {
    StepId step = stores.get(tx -> stores.insertStep(tx, stores.insertRun(tx), 1));

    StepRow row = stores.get(tx -> stores.steps.find(tx, step)).orElseThrow();

    assertThat(row.module()).isEqualTo("users");
    assertThat(row.target()).isEqualTo("welcome");
    assertThat(row.arguments()).isEqualTo(ARGUMENTS);
    assertThat(row.argumentsHash()).isEqualTo(HASH);
    assertThat(row.memoKey()).isNull();
    assertThat(row.options()).isEqualTo(OPTIONS);
    assertThat(stores.find(tx -> stores.steps.find(tx, new StepId(step.run(), 2)))).isEmpty();
  }

  @Test
  void theLastNumberAndTheNextAttemptAreKnownBeforeTheyAreFlushed() {
    stores.run(tx -> {
      RunId run = stores.insertRun(tx);
      assertThat(stores.steps.lastNumber(tx, run)).isZero();
      StepId step = stores.insertStep(tx, run, 1);
      assertThat(stores.steps.lastNumber(tx, run)).isEqualTo(1);
      assertThat(stores.executions.nextAttempt(tx, step)).isEqualTo(1);
      ExecutionRow unused = stores.insertExecution(tx, step, 1);
      assertThat(stores.executions.nextAttempt(tx, step)).isEqualTo(2);
    });
  }

  @Test
  void anExecutionIsReadAsItWasWritten() {
    StepId step = stores.get(tx -> stores.insertStep(tx, stores.insertRun(tx), 1));
    ExecutionRow written =
        stores.get(tx -> {
          ExecutionRow row =
              new ExecutionRow(
                  tx.nextId(),
                  new ExecutionId(step, 1),
                  stores.production.id(),
                  ExecutionCause.RETRY,
                  2,
                  7L,
                  OTHER_HASH,
                  new MemoOption.Parameters(List.of("id")),
                  OPTIONS,
                  tx.now().plusSeconds(5),
                  tx.now());
          stores.executions.insert(tx, row);
          return row;
        });

    assertThat(stores.find(tx -> stores.executions.find(tx, written.id())))
        .hasValueSatisfying(read -> assertThat(read).usingRecursiveComparison().isEqualTo(written));
    assertThat(stores.<ExecutionId>get(tx -> stores.executions.getId(tx, written.sequence())))
        .isEqualTo(written.id());
    assertThat(stores.find(tx -> stores.executions.find(tx, new ExecutionId(step, 2)))).isEmpty();
    assertThat(stores.find(tx -> stores.executions.findRef(tx, new ExecutionId(step, 2))))
        .isEmpty();
  }

  @Test
  void executionsAreListedOldestFirst() {
    StepId step = stores.get(tx -> stores.insertStep(tx, stores.insertRun(tx), 1));
    ExecutionRow first = stores.get(tx -> stores.insertExecution(tx, step, 1));
    ExecutionRow second = stores.get(tx -> stores.insertExecution(tx, step, 2));
    stores.run(tx -> stores.openExecutions.insert(tx, second, null, null));

    assertThat(stores.list(tx -> stores.executions.listOfStep(tx, step)))
        .extracting(ExecutionRow::sequence)
        .containsExactly(first.sequence(), second.sequence());
    assertThat(stores.list(stores.executions::listOpen))
        .extracting(ExecutionRow::id)
        .containsExactly(second.id());
    assertThat(stores.list(stores.steps::listOpen)).extracting(StepRow::id).containsExactly(step);
  }

  /** W4. */
  @Test
  void aRunIsVisibleWhereSomethingOfItExecutedInTheChain() {
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", stores.production));
    ExecutionRow execution =
        stores.get(tx ->
            stores.insertExecution(tx, stores.insertStep(tx, stores.insertRun(tx), 1), 1, joe));
    RunId run = execution.id().run();

    assertThat(
            stores.<Boolean>get(
                tx -> stores.executions.isVisible(tx, run, chain(stores.production))))
        .isFalse();
    assertThat(
            stores.<Boolean>get(
                tx -> stores.executions.isVisible(tx, run, chain(joe, stores.production))))
        .isTrue();
  }

  @Test
  void aRerunIsReadAsItWasAskedFor() {
    ExecutionRow execution = stores.get(stores::insertExecution);
    StepId other = new StepId(execution.id().run(), 9);
    RerunRow written =
        new RerunRow(
            execution.sequence(),
            "ada",
            "trying again",
            true,
            Set.of(execution.id().step(), other),
            new MemoOption.Off());

    stores.run(tx -> stores.executions.insertRerun(tx, written, null));

    assertThat(stores.list(tx -> stores.executions.listReruns(tx, Set.of(execution.sequence()))))
        .containsExactly(written);
  }

  @Test
  void anOpenExecutionGoesToOneSessionAndLeavesTheQueue() {
    ExecutionRow execution = stores.get(stores::insertExecution);
    stores.run(tx -> {
      stores.openExecutions.insert(tx, execution, null, null);
      stores.openExecutions.enqueue(tx, execution, "users");
    });
    Instant deadline = stores.get(Tx::now).plusSeconds(9);

    stores.run(tx -> stores.openExecutions.assign(tx, execution.sequence(), 1, deadline));
    stores.run(tx -> stores.openExecutions.assign(tx, execution.sequence(), 2, null));

    assertThat(stores.list(stores.openExecutions::listAll))
        .containsExactly(new OpenExecutionStore.Open(execution.sequence(), 1L, deadline));
    assertThat(stores.database.<Integer>read(dsl -> dsl.fetchCount(QUEUE))).isZero();
    stores.run(tx -> stores.openExecutions.setProgress(tx, execution.sequence(), 0.5));
    assertThat(
            stores.database.<Double>read(
                dsl -> dsl.selectFrom(OPEN_EXECUTION).fetchSingle(OPEN_EXECUTION.PROGRESS)))
        .isEqualTo(0.5);
    stores.run(tx -> stores.openExecutions.delete(tx, execution.sequence(), false));
    assertThat(stores.list(stores.openExecutions::listAll)).isEmpty();
  }

  @Test
  void anExecutionThatEndsInTheQueueLeavesIt() {
    ExecutionRow execution = stores.get(stores::insertExecution);
    stores.run(tx -> {
      stores.openExecutions.insert(tx, execution, null, null);
      stores.openExecutions.enqueue(tx, execution, "users");
    });

    stores.run(tx -> stores.openExecutions.delete(tx, execution.sequence(), true));

    assertThat(stores.rowCounts()).containsEntry("open_execution", 0).containsEntry("queue", 0);
  }

  @Test
  void resultsThatForwardAreFoundFromBothEnds() {
    ExecutionRow first = stores.get(stores::insertExecution);
    ExecutionRow second = stores.get(stores::insertExecution);
    stores.run(tx -> {
      stores.insertForwarding(tx, first, ResultKind.RETRIED, ResultKind.FAILED, second.sequence());
      stores.insertValue(tx, second, ARGUMENTS);
    });
    var forwarding =
        new ResultStore.Forwarding(first.sequence(), ResultKind.RETRIED, second.sequence());
    List<Long> both = List.of(first.sequence(), second.sequence());

    assertThat(stores.list(tx -> stores.results.listForwardingOf(tx, both)))
        .containsExactly(forwarding);
    assertThat(stores.list(tx -> stores.results.listForwardingTo(tx, both)))
        .containsExactly(forwarding);
    assertThat(
            stores.find(tx -> stores.results.find(tx, first.sequence())).orElseThrow().successor())
        .isEqualTo(second.sequence());
  }

  /** F9. */
  @Test
  void successesAreFoundByTargetAndArgumentsNewestFirst() {
    StepId step = stores.get(tx -> stores.insertStep(tx, stores.insertRun(tx), 1));
    List<Long> values = new ArrayList<>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      int number = attempt;
      stores.run(tx -> {
        ExecutionRow execution = stores.insertExecution(tx, step, number);
        if (number == 2) {
          stores.insertFailure(tx, execution, Failure.of("Wrong", ""));
        } else {
          stores.insertValue(tx, execution, ARGUMENTS);
          values.addFirst(execution.sequence());
        }
      });
    }

    assertThat(
            stores.list(tx -> stores.steps.listSuccesses(tx, step.run(), "users", "welcome", HASH)))
        .extracting(StepStore.Success::execution)
        .isEqualTo(values);
    assertThat(
            stores.list(
                tx -> stores.steps.listSuccesses(tx, step.run(), "users", "welcome", OTHER_HASH)))
        .isEmpty();
  }

  @Test
  void aCallIsFoundByItsNumberWhichNoOtherCallOfTheCallerHas() {
    ExecutionRow caller = stores.get(stores::insertExecution);
    ExecutionRow callee = stores.get(stores::insertExecution);
    long call = stores.get(tx -> stores.insertCall(tx, caller, 1, callee));
    stores.run(tx -> stores.calls.repeat(tx, call));

    assertThatThrownBy(() -> stores.get(tx -> stores.insertCall(tx, caller, 1, callee)))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("call_number_uq");

    assertThat(stores.find(tx -> stores.calls.find(tx, caller.sequence(), 1)))
        .contains(new CallStore.Recorded(callee.sequence(), CallKind.MADE));
    assertThat(stores.find(tx -> stores.calls.find(tx, caller.sequence(), 2))).isEmpty();
    assertThat(stores.database.<Integer>read(dsl -> dsl.selectFrom(CALL).fetchSingle(CALL.TIMES)))
        .isEqualTo(2);
    assertThat(
            stores.<Map<Long, Integer>>get(tx ->
                stores.calls.listLastNumbers(tx, List.of(caller.sequence(), callee.sequence()))))
        .isEqualTo(Map.of(caller.sequence(), 1));
  }

  @Test
  void callsAndDependenciesAreFoundFromBothEnds() {
    ExecutionRow caller = stores.get(stores::insertExecution);
    ExecutionRow called = stores.get(stores::insertExecution);
    ExecutionRow handed = stores.get(stores::insertExecution);
    RunId run = caller.id().run();
    stores.run(tx -> {
      stores.insertCall(tx, caller, 1, called);
      stores.calls.insertWaited(tx, run, caller.sequence(), called.sequence());
      stores.calls.insertHanded(tx, run, caller.sequence(), handed.sequence());
    });
    long production = stores.production.id().value();
    var edge =
        new CallStore.Edge(
            caller.sequence(), production, called.sequence(), production, CallKind.MADE);
    var waited = new CallStore.Dependency(caller.sequence(), called.sequence());
    var given = new CallStore.Dependency(caller.sequence(), handed.sequence());

    stores.run(tx -> {
      List<Long> callers = List.of(caller.sequence());
      assertThat(stores.calls.listCallsOf(tx, callers)).containsExactly(edge);
      assertThat(stores.calls.listCallsTo(tx, List.of(called.sequence()))).containsExactly(edge);
      assertThat(stores.calls.listWaited(tx, callers)).containsExactly(waited);
      assertThat(stores.calls.listDependencies(tx, callers))
          .containsExactlyInAnyOrder(waited, given);
      assertThat(stores.calls.hasCalled(tx, caller.id().step())).isTrue();
      assertThat(stores.calls.hasCalled(tx, called.id().step())).isFalse();
      assertThat(stores.calls.refersTo(tx, caller.sequence(), handed.sequence())).isTrue();
      assertThat(stores.calls.refersTo(tx, called.sequence(), caller.sequence())).isFalse();
    });
  }

  /** E2. */
  @Test
  void aCallIsUnsettledUntilTheEndOfItsForwardingIsKnown() {
    ExecutionRow caller = stores.get(stores::insertExecution);
    ExecutionRow called = stores.get(stores::insertExecution);
    ExecutionRow successor = stores.get(stores::insertExecution);
    stores.run(tx -> {
      stores.insertCall(tx, caller, 1, called);
      stores.openExecutions.insert(tx, called, null, null);
    });
    assertThat(unsettledOf(caller)).hasSize(1);

    stores.run(tx -> {
      stores.openExecutions.delete(tx, called.sequence(), false);
      stores.insertForwarding(tx, called, ResultKind.SUPERSEDED, null, successor.sequence());
    });
    assertThat(unsettledOf(caller)).hasSize(1);

    stores.run(tx -> stores.results.insertOutcome(tx, called.sequence(), successor.sequence()));
    assertThat(unsettledOf(caller)).isEmpty();
  }

  private List<CallStore.Submitted> unsettledOf(ExecutionRow caller) {
    return stores.get(tx -> stores.calls.listUnsettled(tx, List.of(caller.sequence())));
  }

  /** M4, W4. */
  @Test
  void memoCandidatesAreThoseOfTheKeyThatTheChainSeesHoweverManyThereAre() {
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", stores.production));
    RunId run = stores.get(stores::insertRun);
    stores.run(tx -> {
      stores.candidates.insertMemo(tx, run, OTHER_HASH, stores.production.id(), 1);
      stores.candidates.insertMemo(tx, run, HASH, stores.production.id(), 2);
      stores.candidates.insertMemo(tx, run, HASH, joe.id(), 3);
    });

    assertThat(memoCandidates(run, stores.production)).containsExactly(2L);
    assertThat(memoCandidates(run, joe, stores.production)).containsExactlyInAnyOrder(2L, 3L);

    // More than are read by the statement that does not ask for the chain.
    stores.run(tx -> {
      for (int execution = 4; execution < 200; execution++) {
        stores.candidates.insertMemo(tx, run, HASH, joe.id(), execution);
      }
    });
    assertThat(memoCandidates(run, stores.production)).containsExactly(2L);
    stores.run(tx -> stores.candidates.deleteMemo(tx, 2));
    assertThat(memoCandidates(run, stores.production)).isEmpty();
  }

  private List<Long> memoCandidates(RunId run, Workspace... nearestFirst) {
    return stores.get(tx -> stores.candidates.listMemo(tx, run, HASH, chain(nearestFirst))).stream()
        .map(CandidateStore.Row::execution)
        .toList();
  }

  /** M14. */
  @Test
  void memoValuesFollowForwardingAndLeaveLargeOnesOut() {
    ExecutionRow small = stores.get(stores::insertExecution);
    RunId run = small.id().run();
    StepId second = stores.get(tx -> stores.insertStep(tx, run, 2));
    ExecutionRow forwarded = stores.get(tx -> stores.insertExecution(tx, second, 1));
    ExecutionRow large = stores.get(tx -> stores.insertExecution(tx, second, 2));
    stores.run(tx -> {
      stores.insertValue(tx, small, ARGUMENTS);
      stores.insertForwarding(tx, forwarded, ResultKind.CACHED, null, small.sequence());
      stores.results.insertOutcome(tx, forwarded.sequence(), small.sequence());
      stores.insertValue(tx, large, valueOfSize(Payloads.INLINE_LIMIT));
      stores.candidates.insertMemo(tx, run, HASH, stores.production.id(), forwarded.sequence());
      stores.candidates.insertMemo(tx, run, OTHER_HASH, stores.production.id(), large.sequence());
    });

    List<CandidateStore.KeyedValue> values =
        stores.get(tx -> stores.candidates.listMemoValues(tx, run, chain(stores.production), 10));

    assertThat(values)
        .extracting(CandidateStore.KeyedValue::id)
        .containsExactly(forwarded.id(), large.id());
    assertThat(values.getFirst().value()).isEqualTo(ARGUMENTS);
    assertThat(values.getLast().value()).isNull();
    assertThat(
            stores.list(
                tx -> stores.candidates.listMemoValues(tx, run, chain(stores.production), 2)))
        .as("a key of which more may follow is left out")
        .hasSize(1);
  }

  /** C2. */
  @Test
  void cacheCandidatesAreSettledAndRemovedOneByOne() {
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", stores.production));
    RunId run = new RunId(1);
    stores.run(tx -> {
      stores.candidates.insertCache(tx, HASH, stores.production.id(), run, 1);
      stores.candidates.insertCache(tx, HASH, stores.production.id(), run, 2);
      stores.candidates.insertCache(tx, HASH, joe.id(), run, 3);
    });

    Instant settled =
        stores.get(tx -> {
          stores.candidates.settleCache(tx, HASH, stores.production.id(), 1, null);
          stores.candidates.deleteCache(tx, HASH, stores.production.id(), 2);
          return tx.now();
        });

    assertThat(stores.list(tx -> stores.candidates.listCache(tx, HASH, chain(stores.production))))
        .containsExactly(new CandidateStore.Row(1, stores.production.id(), settled));
    assertThat(
            stores.list(tx -> stores.candidates.listCache(tx, HASH, chain(joe, stores.production))))
        .extracting(CandidateStore.Row::execution)
        .containsExactlyInAnyOrder(1L, 3L);
  }

  /** The nearest one answers, however many newer ones a base has (C2). */
  @Test
  void manyCacheCandidatesOfABaseHideNoneOfANearerWorkspace() {
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", stores.production));
    RunId run = new RunId(1);
    stores.run(tx -> {
      stores.candidates.insertCache(tx, HASH, joe.id(), run, 1);
      for (int i = 0; i < CandidateStore.MOST_OF_A_KEY; i++) {
        stores.candidates.insertCache(tx, HASH, stores.production.id(), run, 2 + i);
      }
    });

    assertThat(
            stores.list(tx -> stores.candidates.listCache(tx, HASH, chain(joe, stores.production))))
        .extracting(CandidateStore.Row::execution)
        .contains(1L);
  }
}
