package dev.pinwheel.query.plan;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RUN;

import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.CacheLookup;
import dev.pinwheel.query.facts.CallArguments;
import dev.pinwheel.query.facts.EffectiveManifests;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.ExecutionRows;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.MemoLookup;
import dev.pinwheel.query.facts.RenewedHandles;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.json.OptionsJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Loads what a {@link Planner} needs: first the run alone. If the plan depends on them, also
 * arguments of calls whose options have changed, and runs whose executions answered through the
 * cache.
 */
final class PlanLoader {

  private final DSLContext dsl;
  private final Payloads payloads;
  private final PlanChoices choices;
  private final Instant now;
  private final Facts facts;
  private final WorkerSnapshot workers;
  private final DeclaredTargets declared;

  PlanLoader(
      DSLContext dsl,
      Payloads payloads,
      Viewpoint place,
      RunId run,
      PlanChoices choices,
      Instant now) {
    this.dsl = dsl;
    this.payloads = payloads;
    this.choices = choices;
    this.now = now;
    this.facts = FactLoader.loadRun(dsl, place, run);
    this.workers = WorkerSnapshot.load(dsl);
    this.declared =
        new DeclaredTargets(
            EffectiveManifests.list(dsl, place, workers.candidates(), modules(facts)));
  }

  private static Set<String> modules(Facts facts) {
    Set<String> modules = new HashSet<>();
    facts.executions().forEach(execution -> modules.add(execution.step().module()));
    return modules;
  }

  RerunPlan plan(StepId step) {
    while (true) {
      Set<RunId> runs = facts.runIds();
      CallKeys keys = keys(step, runs);
      Planner planner = planner(step, keys);
      RerunPlan plan = planner.plan(step);
      if (keys.isUnknown()) {
        keys.work(facts, CallArguments.load(dsl, payloads, runs));
        planner = planner(step, keys);
        plan = planner.plan(step);
      }
      if (planner.missing().isEmpty()) {
        return plan;
      }
      FactLoader.addRuns(dsl, facts, planner.missing());
    }
  }

  private CallKeys keys(StepId step, Set<RunId> runs) {
    return new CallKeys(
        declared,
        new CurrentOptions.RerunDefaults(choices.memo(), runDefault(step)),
        isAnyCached() ? cacheKeys(runs) : null);
  }

  private Planner planner(StepId step, CallKeys keys) {
    PlanLookup lookup =
        new PlanLookup(
            facts,
            new MemoLookup(facts, workers::canRun),
            keys,
            RenewedHandles.load(dsl, facts.runIds()),
            CacheLookup.load(dsl, facts, keys.wanted(facts), now),
            step.run(),
            choices.reuseSuccesses());
    return new Planner(facts, choices, lookup, new PlanDraft(facts, workers, now));
  }

  /**
   * The default that the engine takes for a re-run (M2): that of step 1, resolved anew when step 1
   * is re-run.
   */
  private @Nullable MemoOption runDefault(StepId step) {
    StepId first = new StepId(step.run(), 1);
    ExecutionFact current = facts.current(first).orElse(null);
    if (current == null) {
      return null;
    }
    if (!step.equals(first)) {
      return OptionsJson.readMemo(
          dsl.select(EXECUTION.MEMO_DEFAULT)
              .from(EXECUTION)
              .where(EXECUTION.ID.eq(current.sequence()))
              .fetchOne(EXECUTION.MEMO_DEFAULT));
    }
    MemoOption submitted =
        OptionsJson.readMemo(
            dsl.select(RUN.MEMO_DEFAULT)
                .from(RUN)
                .where(RUN.ID.eq(step.run().number()))
                .fetchOne(RUN.MEMO_DEFAULT));
    return submitted != null
        ? submitted
        : declared
            .find(current.step().module(), current.step().target())
            .map(Manifest.Target::options)
            .map(options -> options.memo())
            .orElse(null);
  }

  private boolean isAnyCached() {
    return declared.isAnyCached()
        || facts.executions().stream()
            .anyMatch(execution ->
                CurrentOptions.isEnabled(execution.step().options().effective().cache()));
  }

  private Map<StepId, String> cacheKeys(Set<RunId> runs) {
    Map<StepId, String> keys = new HashMap<>();
    dsl.select(EXECUTION.RUN_ID, EXECUTION.STEP_NUMBER, EXECUTION.CACHE_KEY)
        .from(EXECUTION)
        .where(EXECUTION.RUN_ID.in(numbers(runs)))
        .and(EXECUTION.ATTEMPT.eq(1))
        .and(EXECUTION.CACHE_KEY.isNotNull())
        .forEach(row ->
            keys.put(
                new StepId(new RunId(row.value1()), row.value2()),
                String.valueOf(ExecutionRows.hex(row.value3()))));
    return keys;
  }

  private static List<Long> numbers(Set<RunId> runs) {
    return runs.stream().map(RunId::number).toList();
  }
}
