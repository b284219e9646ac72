package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.testing.CallSpec;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Root runs take turns (D3). */
@EachDatabase
class TurnTakingTest {

  private static final int FAN_OUT = 10_000;

  /** D3: how many dispatches a fan-out may delay another run by. */
  private static final int MOST = 10;

  private static final TargetSpec[] TARGETS = {
    workflow("fan", "n"),
    workflow("chain", "n"),
    task("work", "n"),
    task("stubborn", "n").retries(1000),
    task("lookup", "n").cached()
  };

  private final Set<ExecutionId> finished = new HashSet<>();

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
  }

  // ---------------------------------------------------------------- between runs

  /** D3: the number. */
  @Test
  void aFanOutOfTenThousandDelaysEachStepOfAChainByAtMostTenDispatches(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 4, TARGETS);
    fanOut(pinwheel, pinwheel.submit("production", "fan", 1).running(), "work", FAN_OUT);

    assertThatAChainIsDelayedByAtMostTen(pinwheel, worker, "production");
  }

  /** D3: also when the fan-out is in another workspace. */
  @Test
  void aFanOutInOneWorkspaceDelaysARunInAnotherByAtMostTenDispatches(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 4, TARGETS);
    fanOut(pinwheel, pinwheel.submit("production", "fan", 1).running(), "work", 100);

    assertThatAChainIsDelayedByAtMostTen(pinwheel, worker, "development");
  }

  /** D3: spawned runs have no turns of their own. */
  @Test
  void aFanOutOfSpawnedRunsDelaysAnotherRunByAtMostTenDispatches(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 4, TARGETS);
    Scripted outer = pinwheel.submit("production", "fan", 1).running();
    Scripted nested = stepOne(outer.calls("fan", 2)).running();
    fanOut(pinwheel, outer, "fan", 50);
    fanOut(pinwheel, nested, "fan", 50);
    nested.returns(null);

    assertThatAChainIsDelayedByAtMostTen(pinwheel, worker, "production");
  }

  /** D3: what fails and is retried takes no more turns than what does not. */
  @Test
  void retriesDelayAnotherRunByAtMostTenDispatches(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 4, TARGETS);
    fanOut(pinwheel, pinwheel.submit("production", "fan", 1).running(), "stubborn", 50);

    assertThatAChainIsDelayedByAtMostTen(pinwheel, worker, "production");
  }

  /** D3: one root run in two workspaces takes turns with itself. */
  @Test
  void aRootRunHasATurnInEachWorkspace(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 1, TARGETS);
    Scripted fan = pinwheel.submit("production", "fan", 1).running();
    fanOut(pinwheel, fan, "work", 50);
    Scripted rerun = pinwheel.rerun("development", fan.step());
    fan.returns(null);
    finishUntil(pinwheel, worker, rerun);
    fanOut(pinwheel, rerun, "work", 50);
    rerun.returns(null);
    finished.addAll(Set.of(fan.id(), rerun.id()));
    int before = orders(pinwheel, worker).size();

    finish(pinwheel, worker, 20);

    assertThat(orders(pinwheel, worker).subList(before, before + 20))
        .filteredOn(order -> order.workspace().value().equals("production"))
        .hasSize(10);
  }

  /** D3, C2: an answer from the cache is a turn, too. */
  @Test
  void anAnswerFromTheCacheIsATurn(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 1, TARGETS);
    Scripted fan = pinwheel.submit("production", "fan", 1).running();
    Scripted.Calling first = fan.awaits("lookup", 7).returning("seven");
    assertThat(first.value()).isEqualTo(Json.of("\"seven\""));
    for (int i = 0; i < 50; i++) {
      fan.calls("lookup", 7);
    }
    Scripted chain = pinwheel.submit("production", "chain", 1);

    fan.returns(null);

    assertThat(executions(pinwheel, worker)).contains(chain.id());
    assertThat(cached(pinwheel)).isLessThanOrEqualTo(MOST);
    chain.returns(null);
    assertThat(cached(pinwheel)).isEqualTo(50);
  }

  // ---------------------------------------------------------------- within a root run

  /** D3: age decides within one root run, whatever run and module its executions belong to. */
  @Test
  void withinARootRunTheOldestGoesFirst(EngineFixture pinwheel) {
    TargetSpec work = task("work", "n");
    FakeWorker worker = pinwheel.worker(null, 1, TARGETS);
    FakeWorker other = pinwheel.worker(null, 1, TargetSpec.manifest("other", "v1", work));
    Scripted fan = pinwheel.submit("production", "fan", 1).running();
    List<ExecutionId> made = new ArrayList<>();
    List<ExecutionId> madeForOther = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(fan.calls("work", i).id());
      made.add(stepOne(fan.calls("fan", i)).id());
      madeForOther.add(fan.calls(inModule("other", i)).id());
    }
    fan.returns(null);
    finished.add(fan.id());
    finish(pinwheel, worker, 9);
    finish(pinwheel, other, 4);

    assertThat(executions(pinwheel, worker)).containsExactlyElementsOf(withFirst(fan.id(), made));
    assertThat(executions(pinwheel, other)).containsExactlyElementsOf(madeForOther);
  }

  /** D3: also what is re-run, and after a restart of the server. */
  @Test
  void aReRunStepOfASpawnedRunBelongsToItsRootRun(EngineFixture pinwheel) {
    pinwheel.worker(null, 2, TARGETS);
    Scripted fan = pinwheel.submit("production", "fan", 1).running();
    Scripted spawned = stepOne(fan.calls("fan", 2)).running();
    spawned.returns(null);
    pinwheel.pause("production");
    fanOut(pinwheel, fan, "work", 20);
    fan.returns(null);

    pinwheel.restart();
    Scripted again = pinwheel.rerun("production", spawned.step());
    Scripted chain = pinwheel.submit("production", "chain", 1);
    FakeWorker worker = pinwheel.worker(null, 1, TARGETS);
    pinwheel.resume("production");

    assertThat(finishUntil(pinwheel, worker, chain)).isLessThanOrEqualTo(MOST);
    finishUntil(pinwheel, worker, again);
    assertThat(executions(pinwheel, worker)).as("all that is older, and the chain").hasSize(22);
  }

  // ---------------------------------------------------------------- restart, waiting, draining

  /** D3: turns are taken after a restart, by root runs as before. */
  @Test
  void turnsAreTakenAfterARestart(EngineFixture pinwheel) {
    pinwheel.worker(null, 1, TARGETS);
    Scripted fan = pinwheel.submit("production", "fan", 1).running();
    fanOut(pinwheel, fan, "work", 50);
    fanOut(pinwheel, fan, "fan", 50);
    Scripted chain = pinwheel.submit("production", "chain", 1);
    fan.returns(null);

    pinwheel.restart();
    FakeWorker worker = pinwheel.worker(null, 1, TARGETS);

    assertThat(finishUntil(pinwheel, worker, chain)).isLessThanOrEqualTo(MOST);
  }

  /** D2, D3: who goes on comes before new work, even when its slot was given away meanwhile. */
  @Test
  void whoGoesOnComesBeforeNewWorkOfEveryRun(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 1, TARGETS);
    pinwheel.worker(null, 1, TargetSpec.manifest("other", "v1", task("work", "n")));
    Scripted caller = pinwheel.submit("production", "chain", 1).running();
    Scripted meanwhile = pinwheel.submit("production", "chain", 2);
    Scripted waiting = pinwheel.submit("production", "chain", 3);
    Scripted.Calling call = caller.awaits(inModule("other", 1));
    meanwhile.running();

    call.returning("value");
    assertThat(call.value()).isEqualTo(Json.of("\"value\""));
    meanwhile.returns(null);

    pinwheel.tick();
    assertThat(waiting.isAssigned()).as("the caller computes").isFalse();
    caller.returns(null);
    assertThat(executions(pinwheel, worker)).contains(waiting.id());
  }

  /** D1, D3: turns are also taken by what a draining worker still executes. */
  @Test
  void whatADrainingWorkerNeedsTakesTurns(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 2, TARGETS);
    Scripted fan = pinwheel.submit("production", "fan", 1).running();
    Scripted chain = pinwheel.submit("production", "chain", 1).running();
    fanOut(pinwheel, fan, "work", 50);
    Scripted needed = chain.calls("work", -1).execution();
    pinwheel.drain(worker);
    finished.add(fan.id());
    finished.add(chain.id());

    chain.resolves(needed.id());

    assertThat(finishUntil(pinwheel, worker, needed)).isLessThanOrEqualTo(MOST);
  }

  // ---------------------------------------------------------------- commands

  /** D3: its commands do not wait behind those of a fan-out, nor for a commit with all of them. */
  @Test
  void aCommandOfAnotherRunWaitsForFewCommandsOfAFanOut(EngineFixture pinwheel) {
    pinwheel.worker(null, 4, TARGETS);
    Scripted fan = pinwheel.submit("production", "fan", 1).running();
    Scripted chain = pinwheel.submit("production", "chain", 1).running();
    List<String> applied = new CopyOnWriteArrayList<>();
    AtomicInteger committed = new AtomicInteger();
    List<CompletableFuture<?>> sent = new ArrayList<>();

    Runnable release = holdCommits(pinwheel);
    for (int i = 1; i <= 1_000; i++) {
      sent.add(pinwheel.engine().send(call(fan, i), (called, problem) -> applied.add("fan-out")));
    }
    sent.add(
        pinwheel
            .engine()
            .send(
                call(chain, 1),
                (called, problem) -> {
                  applied.add("chain");
                  committed.set(pinwheel.facts().calls().size());
                }));
    release.run();
    sent.forEach(CompletableFuture::join);

    assertThat(applied.indexOf("chain")).isBetween(0, 2);
    assertThat(committed).hasValueLessThanOrEqualTo(RequestGroup.SHARED_LIMIT);
  }

  /** E1: what a worker reported before it left counts, although it waits in its run's turn. */
  @Test
  void aWorkerThatLeavesLosesNothingThatItReportedBefore(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 4, TARGETS);
    Scripted fan = pinwheel.submit("production", "fan", 1).running();
    List<CompletableFuture<?>> sent = new ArrayList<>();

    Runnable release = holdCommits(pinwheel);
    for (int i = 1; i <= 100; i++) {
      sent.add(pinwheel.engine().send(call(fan, i)));
    }
    CompletableFuture<Boolean> recorded =
        pinwheel.engine().send(new WorkerCommand.RecordValue(fan.id(), Json.of("1")));
    sent.add(pinwheel.engine().send(new WorkerCommand.CloseSession(worker.session())));
    release.run();
    sent.forEach(CompletableFuture::join);

    assertThat(recorded).isCompletedWithValue(true);
  }

  /** All that is sent from now on waits until the returned action runs. */
  private static Runnable holdCommits(EngineFixture pinwheel) {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    var unused =
        pinwheel
            .engine()
            .send(
                new Command.Tick(Instant.MIN),
                (answer, problem) -> {
                  held.countDown();
                  await(released);
                });
    await(held);
    return released::countDown;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static WorkerCommand.CallTarget call(Scripted caller, int number) {
    return new WorkerCommand.CallTarget(
        caller.id(),
        number,
        EngineFixture.MODULE,
        "work",
        CallSpec.call("work", number).arguments(),
        TargetOptions.NONE,
        null,
        false);
  }

  // ---------------------------------------------------------------- playing

  /** Three chained steps; each is delayed by at most ten dispatches, and so is the run itself. */
  private void assertThatAChainIsDelayedByAtMostTen(
      EngineFixture pinwheel, FakeWorker worker, String workspace) {
    int before = orders(pinwheel, worker).size();
    Scripted chain = pinwheel.submit(workspace, "chain", 1);
    finishUntil(pinwheel, worker, chain);
    assertThat(orders(pinwheel, worker).size() - before).isLessThanOrEqualTo(MOST);
    finished.add(chain.id());
    for (int step = 1; step <= 3; step++) {
      before = orders(pinwheel, worker).size();
      Scripted.Calling call = chain.awaits("work", -step);
      finishUntil(pinwheel, worker, call.execution());
      assertThat(orders(pinwheel, worker).size() - before)
          .as("step %d", step)
          .isLessThanOrEqualTo(MOST);
      finished.add(call.id());

      int orders = orders(pinwheel, worker).size();
      call.returning(step);
      assertThat(call.value()).isEqualTo(Json.of("" + step));
      assertThat(orders(pinwheel, worker)).as("the caller took the slot").hasSize(orders);
    }
  }

  /** Calls the target so many times, and returns unless it goes on elsewhere. */
  private void fanOut(EngineFixture pinwheel, Scripted caller, String target, int width) {
    List<CompletableFuture<?>> calls = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      calls.add(
          pinwheel
              .engine()
              .send(
                  new WorkerCommand.CallTarget(
                      caller.id(),
                      1_000_000 + fanOuts++,
                      EngineFixture.MODULE,
                      target,
                      CallSpec.call(target, i).arguments(),
                      TargetOptions.NONE,
                      null,
                      false)));
    }
    calls.forEach(CompletableFuture::join);
  }

  private int fanOuts;

  /** Ends what the worker has, one by one, until it has got this one; answers how many it got. */
  private int finishUntil(EngineFixture pinwheel, FakeWorker worker, Scripted wanted) {
    int before = orders(pinwheel, worker).size();
    while (!executions(pinwheel, worker).contains(wanted.id())) {
      assertThat(worker.orders().size() - before).as("dispatches").isLessThan(100);
      finish(pinwheel, worker, 1);
    }
    return orders(pinwheel, worker).size() - before;
  }

  private void finish(EngineFixture pinwheel, FakeWorker worker, int count) {
    for (int i = 0; i < count; i++) {
      WorkerLink.Order order =
          orders(pinwheel, worker).stream()
              .filter(one -> !finished.contains(one.execution()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("Nothing is left that could end"));
      finished.add(order.execution());
      if (order.target().equals("stubborn")) {
        pinwheel.execute(
            new WorkerCommand.RecordFailure(order.execution(), Failure.of("Oops", "try again")));
      } else {
        pinwheel.execute(new WorkerCommand.RecordValue(order.execution(), Json.of("1")));
      }
    }
  }

  private static long cached(EngineFixture pinwheel) {
    return pinwheel.facts().results().values().stream()
        .filter(result -> result.getKind().equals(ResultKind.CACHED.word()))
        .count();
  }

  private static CallSpec inModule(String module, int n) {
    CallSpec call = CallSpec.call("work", n);
    return new CallSpec(module, call.target(), call.arguments(), call.options(), null);
  }

  /** Step 1 of the run that the call spawned. */
  private static Scripted stepOne(Scripted.Calling call) {
    return call.execution().successor();
  }

  /** What it was told to execute by all that was applied before. */
  private static List<WorkerLink.Order> orders(EngineFixture pinwheel, FakeWorker worker) {
    // Orders go out after the answer to the command that they follow from.
    pinwheel.tick();
    return worker.orders();
  }

  private static List<ExecutionId> executions(EngineFixture pinwheel, FakeWorker worker) {
    return orders(pinwheel, worker).stream().map(WorkerLink.Order::execution).toList();
  }

  private static List<ExecutionId> withFirst(ExecutionId first, List<ExecutionId> others) {
    List<ExecutionId> all = new ArrayList<>(others);
    all.addFirst(first);
    return all;
  }
}
