package dev.pinwheel.query.plan;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.jooq.tables.Execution;
import dev.pinwheel.testing.AutoWorker;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.JsonValues;
import dev.pinwheel.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plans agree with what then happens: 200 call trees of deterministic code, a fifth of that on
 * PostgreSQL; 1,000 on both with {@code -Dpinwheel.soak=true}. Before each plan up to four re-runs,
 * and sometimes another run that shares the cache, have left a history in up to four workspaces. A
 * single seed is played again with {@code -Dpinwheel.seed=1234}.
 */
@EachDatabase
@Tag("soak")
class RandomPlansTest {

  private static final boolean SOAK = Boolean.getBoolean("pinwheel.soak");

  private static final List<String> WORKSPACES =
      List.of("production", "development", "development/joe", "staging");

  private static final Execution ANSWER = EXECUTION.as("answer");

  private final Map<ExecutionId, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();
  private final CallLog log = new CallLog();

  @Test
  void whatIsPlannedIsWhatHappens(EngineFixture pinwheel, TestDatabase database) throws Exception {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.workspace("development/joe", "development");
    pinwheel.workspace("staging", "production");
    AutoWorker worker =
        new AutoWorker(pinwheel.engine())
            .onCalled(log::called)
            .onAcknowledged(ended -> endOf(executionOf(ended)).complete(null));
    Code code = new Code(worker);
    code.declare(pinwheel, Code.TARGETS);
    Long only = Long.getLong("pinwheel.seed");
    long last = seeds(database.kind());
    Counted counted = new Counted();
    for (long seed = only == null ? 1 : only; seed <= (only == null ? last : only); seed++) {
      counted.add(play(pinwheel, code, seed));
    }
    if (only == null) {
      assertThat(counted.ran).isGreaterThan((int) last * 2);
      assertThat(counted.reused).isGreaterThan((int) last / 4);
      assertThat(counted.conditional).isGreaterThan((int) last / 2);
      assertThat(counted.cached).isGreaterThan((int) last / 4);
    }
    assertThat(worker.refusals()).isEmpty();
  }

  private static int seeds(TestDatabase.Kind database) {
    if (SOAK) {
      return 1_000;
    }
    return switch (database) {
      case H2 -> 200;
      case POSTGRESQL -> 40;
    };
  }

  /** How much was seen, so that nobody mistakes an empty test for a passed one. */
  private static final class Counted {
    private int ran;
    private int reused;
    private int conditional;
    private int cached;

    void add(RerunPlan plan) {
      ran += plan.count(PlanClass.WILL_RUN);
      reused += plan.count(PlanClass.WILL_BE_REUSED);
      conditional += plan.count(PlanClass.REUSED_IF_EQUAL);
      cached += (int) plan.calls().stream().filter(call -> call.cause() == Cause.CACHED).count();
    }
  }

  /** A re-run that was chosen at random. */
  private record Chosen(String workspace, StepId step, PlanChoices choices) {}

  private RerunPlan play(EngineFixture pinwheel, Code code, long seed) throws Exception {
    Random random = new Random(seed * 0xD1B54A32D192ED03L);
    if (random.nextInt(3) == 0) {
      // The cache answers some of the calls from this other run.
      RunId unused = submit(pinwheel, seed, WORKSPACES.get(random.nextInt(2)));
    }
    RunId run = submit(pinwheel, seed, WORKSPACES.get(random.nextInt(2)));
    for (int i = random.nextInt(5); i > 0; i--) {
      rerun(pinwheel, choose(pinwheel, run, random, seed));
      pinwheel.advance(Code.BRIEF.dividedBy(3).multipliedBy(random.nextInt(3)));
    }
    boolean isNewer = random.nextInt(3) == 0;
    if (isNewer) {
      code.declare(pinwheel, Code.NEWER_TARGETS);
    }
    Chosen chosen = choose(pinwheel, run, random, seed);
    RerunPlan plan = plan(pinwheel, chosen);
    Set<ExecutionId> before = log.known();
    ExecutionId forced = rerun(pinwheel, chosen);
    compare(
        "Seed %d, %s".formatted(seed, chosen),
        seed,
        plan,
        Happened.of(log, made -> executed(pinwheel, code, made), forced, before));
    if (isNewer) {
      code.declare(pinwheel, Code.TARGETS);
    }
    return plan;
  }

  /** The execution itself, or what the cache answered it with. */
  private static ExecutionId executed(EngineFixture pinwheel, Code code, ExecutionId made) {
    return code.hasPlayed(made)
        ? made
        : pinwheel
            .database()
            .read(dsl ->
                dsl.select(ANSWER.RUN_ID, ANSWER.STEP_NUMBER, ANSWER.ATTEMPT)
                    .from(EXECUTION)
                    .join(RESULT)
                    .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
                    .join(ANSWER)
                    .on(ANSWER.ID.eq(RESULT.SUCCESSOR_ID))
                    .where(EXECUTION.RUN_ID.eq(made.run().number()))
                    .and(EXECUTION.STEP_NUMBER.eq(made.step().number()))
                    .and(EXECUTION.ATTEMPT.eq(made.attempt()))
                    .and(RESULT.KIND.eq(ResultKind.CACHED.word()))
                    .fetchSingle(row ->
                        new ExecutionId(
                            new StepId(new RunId(row.value1()), row.value2()), row.value3())));
  }

  private void compare(String what, long seed, RerunPlan plan, Happened happened) {
    assertThat(callsOf(plan, PlanClass.WILL_RUN))
        .as(what + ": what runs")
        .containsExactlyInAnyOrderElementsOf(callsOf(happened.ran));
    int reused = happened.reusedForSure.size() + happened.reusedOtherwise.size();
    assertThat(plan.count(PlanClass.WILL_BE_REUSED) + plan.count(PlanClass.REUSED_IF_EQUAL))
        .as(what + ": how much is reused")
        .isEqualTo(reused);
    if (Code.isParallel(seed)) {
      List<ExecutionId> all = new ArrayList<>(happened.reusedForSure);
      all.addAll(happened.reusedOtherwise);
      assertThat(all).as(what + ": what is reused").containsAll(reusedForSure(plan));
    } else {
      assertThat(reusedForSure(plan))
          .as(what + ": what is reused for sure")
          .containsExactlyElementsOf(happened.reusedForSure);
      assertThat(plan.count(PlanClass.REUSED_IF_EQUAL))
          .as(what + ": no more is left open than must be")
          .isEqualTo(happened.reusedOtherwise.size());
    }
  }

  private List<String> callsOf(RerunPlan plan, PlanClass planned) {
    return plan.calls().stream()
        .filter(call -> call.planned() == planned)
        .flatMap(call ->
            Collections.nCopies(call.times(), log.callOf(Objects.requireNonNull(call.step())))
                .stream())
        .toList();
  }

  private List<String> callsOf(List<ExecutionId> executions) {
    return executions.stream().map(execution -> log.callOf(execution.step())).toList();
  }

  private static List<ExecutionId> reusedForSure(RerunPlan plan) {
    return plan.calls().stream()
        .filter(call -> call.planned() == PlanClass.WILL_BE_REUSED)
        .flatMap(call -> Collections.nCopies(call.times(), reused(call)).stream())
        .toList();
  }

  private static ExecutionId reused(PlannedCall call) {
    return Objects.requireNonNull(call.reused(), () -> "What is reused by " + call);
  }

  // ---------------------------------------------------------------- doing it

  private RunId submit(EngineFixture pinwheel, long seed, String workspace) throws Exception {
    ExecutionId first =
        pinwheel
            .submit(workspace, Code.WORKFLOW, JsonValues.jsons(seed, Code.DEPTH, 0).toArray())
            .id();
    awaitEnd(first);
    return first.run();
  }

  private ExecutionId rerun(EngineFixture pinwheel, Chosen chosen) throws Exception {
    ExecutionId forced =
        pinwheel.execute(
            new Command.RerunStep(
                chosen.workspace,
                chosen.step,
                chosen.choices.reuseSuccesses(),
                chosen.choices.alsoForce(),
                null,
                null,
                Actor.LOCAL));
    awaitEnd(forced);
    return forced;
  }

  private void awaitEnd(ExecutionId execution) throws Exception {
    log.began(execution);
    endOf(execution).get(20, TimeUnit.SECONDS);
  }

  private CompletableFuture<Void> endOf(ExecutionId execution) {
    return ends.computeIfAbsent(execution, id -> new CompletableFuture<>());
  }

  private static ExecutionId executionOf(Command<Boolean> ended) {
    return switch (ended) {
      case WorkerCommand.RecordValue value -> value.execution();
      case WorkerCommand.RecordFailure failure -> failure.execution();
      default -> throw new IllegalArgumentException("Not the end of anything: " + ended);
    };
  }

  // ---------------------------------------------------------------- choosing it

  private static RerunPlan plan(EngineFixture pinwheel, Chosen chosen) {
    return pinwheel
        .reads()
        .plans()
        .plan(viewpoint(pinwheel, chosen.workspace), chosen.step, chosen.choices);
  }

  private static Viewpoint viewpoint(EngineFixture pinwheel, String workspace) {
    return pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
  }

  /** Some step, in some workspace that may re-run it. */
  private static Chosen choose(EngineFixture pinwheel, RunId run, Random random, long seed) {
    while (true) {
      Optional<Chosen> chosen = tryToChoose(pinwheel, run, random, seed);
      if (chosen.isPresent()) {
        return chosen.get();
      }
    }
  }

  private static Optional<Chosen> tryToChoose(
      EngineFixture pinwheel, RunId run, Random random, long seed) {
    String workspace = WORKSPACES.get(random.nextInt(WORKSPACES.size()));
    try {
      List<StepId> steps =
          pinwheel.reads().trees().load(viewpoint(pinwheel, workspace), run).nodes().stream()
              .map(StepNode::step)
              .toList();
      StepId step = random.nextBoolean() ? steps.getFirst() : any(steps, random);
      Set<StepId> alsoForce = new HashSet<>();
      for (int i = random.nextInt(6) - 3; i > 0; i--) {
        alsoForce.add(any(steps, random));
      }
      // What was not memoized is found once it has ended, which nobody can tell of parallel calls.
      boolean reuseSuccesses = random.nextInt(3) == 0 && !Code.isParallel(seed);
      Chosen chosen = new Chosen(workspace, step, new PlanChoices(reuseSuccesses, alsoForce));
      RerunPlan unused = plan(pinwheel, chosen);
      return Optional.of(chosen);
    } catch (Rejection refused) {
      return Optional.empty();
    }
  }

  private static StepId any(List<StepId> steps, Random random) {
    return steps.get(random.nextInt(steps.size()));
  }
}
