package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.ExecutionRows;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.FactQueries;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.RecordedLookup;
import dev.pinwheel.query.facts.RemovedRuns;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to explain a step, as far as it is visible: its attempts, the calls that refer to
 * them, what their lookups saw, and the executions with the same memo key. Takes a handful of
 * statements, whatever the size of the run.
 *
 * @param made the calls that made attempts
 * @param reused calls that reused attempts, oldest first, at most {@link Explanation#MAX_REUSES}
 * @param moreReused whether there are further ones
 */
record ExplanationFacts(Facts facts, List<Call> made, List<Call> reused, boolean moreReused) {

  private static final List<SelectField<?>> FIELDS =
      List.of(
          CALL.ID,
          CALL.CALLER_ID,
          CALL.NUMBER,
          CALL.CALLEE_ID,
          CALL.KIND,
          CALL.TIMES,
          CALL.MEMO_KEY,
          CALL.ARGUMENTS,
          CALL.EXPLANATION,
          CALL.CALLED_AT);

  /**
   * A call by a visible execution.
   *
   * @param id its engine sequence number
   * @param memoKey in hex; null when it was not memoized
   * @param arguments one JSON array; null when they equal those of the step called, or are large
   */
  record Call(
      long id,
      long caller,
      int number,
      long callee,
      CallKind kind,
      int times,
      @Nullable String memoKey,
      @Nullable Json arguments,
      RecordedLookup lookup,
      Instant calledAt) {

    /**
     * When the lookup was made, as an engine sequence number: that of the call, or of the map from
     * which a worker answered it.
     */
    long decidedAt() {
      Long map = lookup.map();
      return map == null || map == 0 ? id : map;
    }
  }

  static ExplanationFacts load(DSLContext dsl, Viewpoint viewpoint, StepId step) {
    Facts facts = new Facts(viewpoint);
    long run = step.run().number();
    FactLoader.addExecutions(
        dsl,
        facts,
        EXECUTION
            .RUN_ID
            .in(RemovedRuns.without(dsl, List.of(run)))
            .and(EXECUTION.STEP_NUMBER.eq(step.number())));
    List<ExecutionFact> attempts = facts.attempts(step);
    if (attempts.isEmpty()) {
      return new ExplanationFacts(facts, List.of(), List.of(), false);
    }
    List<Long> ids = attempts.stream().map(ExecutionFact::sequence).toList();
    List<Call> made = calls(dsl, viewpoint, ids, CallKind.MADE, ids.size());
    List<Call> reused = reused(dsl, viewpoint, ids);
    boolean more = reused.size() > Explanation.MAX_REUSES;
    reused = more ? reused.subList(0, Explanation.MAX_REUSES) : reused;
    addSeen(dsl, facts, made, reused);
    addWithSameKey(dsl, facts, attempts.getFirst().step());
    return new ExplanationFacts(facts, made, reused, more);
  }

  /** One by one: sorting all calls of a step with ten thousand reuses would take too long. */
  private static List<Call> reused(DSLContext dsl, Viewpoint viewpoint, List<Long> attempts) {
    List<Call> reused = new ArrayList<>();
    for (long attempt : attempts.reversed()) {
      int left = Explanation.MAX_REUSES + 1 - reused.size();
      if (left > 0) {
        reused.addAll(calls(dsl, viewpoint, List.of(attempt), CallKind.REUSED, left));
      }
    }
    return reused.stream().sorted(Comparator.comparingLong(Call::id)).toList();
  }

  private static List<Call> calls(
      DSLContext dsl, Viewpoint viewpoint, List<Long> callees, CallKind kind, int limit) {
    return dsl.select(FIELDS)
        .from(CALL)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(CALL.CALLER_ID))
        .where(
            callees.size() == 1
                ? CALL.CALLEE_ID.eq(callees.getFirst())
                : CALL.CALLEE_ID.in(callees))
        .and(CALL.KIND.eq(kind == CallKind.MADE ? "made" : "reused"))
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
        .orderBy(CALL.CALLEE_ID)
        .limit(limit)
        .fetch(ExplanationFacts::read);
  }

  private static Call read(Record row) {
    byte[] arguments = row.get(CALL.ARGUMENTS);
    return new Call(
        row.get(CALL.ID),
        row.get(CALL.CALLER_ID),
        row.get(CALL.NUMBER),
        row.get(CALL.CALLEE_ID),
        FactQueries.kind(row.get(CALL.KIND)),
        row.get(CALL.TIMES),
        ExecutionRows.hex(row.get(CALL.MEMO_KEY)),
        arguments == null ? null : Json.of(arguments),
        RecordedLookup.read(row.get(CALL.EXPLANATION)),
        row.get(CALL.CALLED_AT));
  }

  /** The callers, and what their lookups saw. */
  private static void addSeen(DSLContext dsl, Facts facts, List<Call> made, List<Call> reused) {
    Set<Long> wanted = new HashSet<>();
    for (List<Call> calls : List.of(made, reused)) {
      for (Call call : calls) {
        wanted.add(call.caller());
        call.lookup().candidates().forEach(seen -> wanted.add(seen.execution()));
      }
    }
    wanted.removeIf(execution -> facts.execution(execution) != null);
    if (!wanted.isEmpty()) {
      FactLoader.addExecutions(dsl, facts, EXECUTION.ID.in(wanted));
    }
  }

  private static void addWithSameKey(DSLContext dsl, Facts facts, StepFact step) {
    byte[] key = ExecutionRows.bytes(step.memoKey());
    if (key == null) {
      return;
    }
    long run = step.id().run().number();
    // The key over all parameters has the bytes of the arguments' hash, which has an index.
    boolean all = step.options().effective().memo() instanceof MemoOption.All;
    List<Integer> others =
        dsl
            .select(STEP.NUMBER)
            .from(STEP)
            .where(STEP.RUN_ID.eq(run))
            .and(STEP.MEMO_KEY.eq(Objects.requireNonNull(key)))
            .and(all ? STEP.ARGUMENTS_HASH.eq(key) : STEP.NUMBER.isNotNull())
            .fetch(STEP.NUMBER)
            .stream()
            .filter(number -> number != step.id().number())
            .toList();
    for (List<Integer> some : inParts(others)) {
      FactLoader.addExecutions(
          dsl, facts, EXECUTION.RUN_ID.eq(run).and(EXECUTION.STEP_NUMBER.in(some)));
    }
  }

  private static List<List<Integer>> inParts(List<Integer> numbers) {
    List<List<Integer>> parts = new ArrayList<>();
    for (int from = 0; from < numbers.size(); from += 500) {
      parts.add(numbers.subList(from, Math.min(numbers.size(), from + 500)));
    }
    return parts;
  }
}
