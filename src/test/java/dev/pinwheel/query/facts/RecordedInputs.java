package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EngineFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the read models gather at one moment of the executions of one module.
 *
 * @param views by the name of the workspace from which one looks
 * @param targets that can be called there, by the name of the workspace (W6); those that only a
 *     leaving worker has are left out
 * @param due what no worker has and whose time has come, by sequence number
 * @param assigned the session that has an execution
 * @param waits for which unsettled executions one waits, or to which one it forwards
 * @param cacheKeys in hex, of executions that have one
 */
record RecordedInputs(
    WorkerSnapshot workers,
    Map<String, View> views,
    Map<String, Set<String>> targets,
    Set<Long> due,
    Map<Long, Long> assigned,
    Map<Long, Set<Long>> waits,
    Map<Long, String> cacheKeys) {

  static final Duration BRIEF = Duration.ofSeconds(30);

  /** What is visible from a workspace, and what the cache would answer there. */
  record View(Facts facts, CacheLookup cache) {

    /** Null when it is not visible. */
    @Nullable ExecutionFact find(ExecutionId id) {
      return facts.attempts(id.step()).stream()
          .filter(execution -> execution.id().equals(id))
          .findFirst()
          .orElse(null);
    }
  }

  static RecordedInputs read(EngineFixture pinwheel, RandomCommands commands) {
    List<Viewpoint> viewpoints =
        commands.workspaces().stream()
            .map(name -> pinwheel.reads().viewpoints().get(name, Sight.EVERYTHING))
            .toList();
    Map<String, View> views = new HashMap<>();
    return pinwheel
        .database()
        .read(dsl -> {
          List<RunId> runs =
              dsl.select(RUN.ID)
                  .from(RUN)
                  .where(RUN.MODULE.eq(commands.module()))
                  .fetch(row -> new RunId(row.value1()));
          Map<Long, String> cacheKeys = cacheKeys(dsl, runs);
          Instant now = pinwheel.clock().instant();
          for (Viewpoint viewpoint : viewpoints) {
            views.put(
                viewpoint.name().value(),
                new View(
                    FactLoader.load(dsl, viewpoint, runs),
                    CacheLookup.load(dsl, new Facts(viewpoint), wanted(cacheKeys), now)));
          }
          WorkerSnapshot workers = WorkerSnapshot.count(dsl);
          return new RecordedInputs(
              workers,
              views,
              viewpoints.stream()
                  .collect(
                      Collectors.toMap(
                          viewpoint -> viewpoint.name().value(),
                          viewpoint -> targets(dsl, viewpoint, workers, commands.module()))),
              dsl.select(QUEUE.EXECUTION_ID)
                  .from(QUEUE)
                  .where(QUEUE.MODULE.eq(commands.module()))
                  .and(OpenExecutionConditions.isDue(now))
                  .fetchSet(QUEUE.EXECUTION_ID),
              dsl.select(OPEN_EXECUTION.EXECUTION_ID, OPEN_EXECUTION.SESSION_ID)
                  .from(OPEN_EXECUTION)
                  .where(OpenExecutionConditions.isAssigned())
                  .fetchMap(OPEN_EXECUTION.EXECUTION_ID, OPEN_EXECUTION.SESSION_ID),
              waits(dsl),
              cacheKeys);
        });
  }

  private static Set<String> targets(
      DSLContext dsl, Viewpoint viewpoint, WorkerSnapshot workers, String module) {
    return EffectiveManifests.list(dsl, viewpoint, workers.candidates(), Set.of(module)).stream()
        .flatMap(declared -> declared.manifest().targetNames().stream())
        .collect(Collectors.toSet());
  }

  private static Map<Long, String> cacheKeys(DSLContext dsl, List<RunId> runs) {
    Map<Long, String> keys = new HashMap<>();
    dsl.select(EXECUTION.ID, EXECUTION.CACHE_KEY)
        .from(EXECUTION)
        .where(EXECUTION.RUN_ID.in(runs.stream().map(RunId::number).toList()))
        .and(EXECUTION.CACHE_KEY.isNotNull())
        .forEach(row -> keys.put(row.value1(), String.valueOf(ExecutionRows.hex(row.value2()))));
    return keys;
  }

  private static List<CacheLookup.Wanted> wanted(Map<Long, String> keys) {
    List<CacheLookup.Wanted> wanted = new ArrayList<>();
    for (String key : Set.copyOf(keys.values())) {
      wanted.add(new CacheLookup.Wanted(key, null));
      wanted.add(new CacheLookup.Wanted(key, BRIEF));
    }
    return wanted;
  }

  private static Map<Long, Set<Long>> waits(DSLContext dsl) {
    Map<Long, Set<Long>> waits = new HashMap<>();
    dsl.select(DEPENDENCY.EXECUTION_ID, DEPENDENCY.DEPENDENCY_ID)
        .from(DEPENDENCY)
        .where(OpenExecutionConditions.isUnsettledWait())
        .union(
            dsl.select(RESULT.EXECUTION_ID, RESULT.SUCCESSOR_ID)
                .from(RESULT)
                .where(RESULT.SUCCESSOR_ID.isNotNull()))
        .forEach(
            row -> waits.computeIfAbsent(row.value1(), none -> new HashSet<>()).add(row.value2()));
    return waits;
  }

  /** Executions that a worker computes, oldest first. */
  static List<ExecutionId> computing(EngineFixture pinwheel, String module) {
    return pinwheel
        .database()
        .read(dsl ->
            dsl.select(EXECUTION.RUN_ID, EXECUTION.STEP_NUMBER, EXECUTION.ATTEMPT)
                .from(OPEN_EXECUTION)
                .join(EXECUTION)
                .on(EXECUTION.ID.eq(OPEN_EXECUTION.EXECUTION_ID))
                .join(RUN)
                .on(RUN.ID.eq(EXECUTION.RUN_ID))
                .where(RUN.MODULE.eq(module))
                .and(OpenExecutionConditions.isAssigned())
                .andNot(OpenExecutionConditions.isBlocked(OPEN_EXECUTION.EXECUTION_ID))
                .orderBy(EXECUTION.ID)
                .fetch(row ->
                    new ExecutionId(
                        new StepId(new RunId(row.value1()), row.value2()), row.value3())));
  }

  /** Whether a worker declares the module without this target. */
  boolean isLackedBySome(String target) {
    return workers.candidates().stream()
        .flatMap(session -> session.modules().values().stream())
        .map(DispatchRule.Offer::targets)
        .anyMatch(targets -> targets != null && !targets.contains(target));
  }

  /** Whether an execution waits for another, directly or through others. */
  boolean waitsFor(long execution, long other) {
    Set<Long> seen = new HashSet<>(Set.of(execution));
    Deque<Long> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      for (long awaited : waits.getOrDefault(next.remove(), Set.of())) {
        if (awaited == other) {
          return true;
        }
        if (seen.add(awaited)) {
          next.add(awaited);
        }
      }
    }
    return false;
  }
}
