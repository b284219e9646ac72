package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RUN;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
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
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the read models gather at one moment of the executions of one module.
 *
 * @param views by the name of the workspace from which one looks
 * @param due what no worker has and whose time has come, by sequence number
 * @param assigned the session that has an execution
 * @param waits for which unsettled executions one waits
 * @param cacheKeys in hex, of executions that have one
 */
record RecordedInputs(
    WorkerSnapshot workers,
    Map<String, View> views,
    Set<Long> due,
    Map<Long, Long> assigned,
    Map<Long, Set<Long>> waits,
    Map<Long, String> cacheKeys) {

  private static final Duration BRIEF = Duration.ofSeconds(60);

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
        List.of(
            pinwheel.reads().viewpoints().get(commands.root()),
            pinwheel.reads().viewpoints().get(commands.child()));
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
          return new RecordedInputs(
              WorkerSnapshot.load(dsl),
              views,
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
