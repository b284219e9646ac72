package dev.pinwheel.store.check;

import static dev.pinwheel.store.RemovalConditions.notRemoved;
import static dev.pinwheel.store.jooq.Tables.CACHE_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.REMOVAL_RECORD;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.RetentionStore.Removed;
import dev.pinwheel.store.StepStore;
import dev.pinwheel.store.jooq.tables.Result;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Whether the candidates of memo and cache say what the facts say (M4, C2, C3). */
final class CandidateCheck {

  private final Contradictions contradictions;

  CandidateCheck(Contradictions contradictions) {
    this.contradictions = contradictions;
  }

  /** M4: open or ended in a value; cached, deferred and spawned ones count by their outcome. */
  void memoCandidates() {
    Result end = RESULT.as("end_result");
    Condition fits =
        RESULT
            .EXECUTION_ID
            .isNull()
            .or(RESULT.KIND.eq(ResultKind.VALUE.word()))
            .or(
                RESULT
                    .KIND
                    .in(DerivedRowsCheck.FORWARDING)
                    .and(RESULT.KIND.notIn(DerivedRowsCheck.STAY_IN_STEP))
                    .and(OUTCOME.END_ID.isNull().or(end.KIND.eq(ResultKind.VALUE.word()))));
    var expected =
        DSL.select(EXECUTION.ID, EXECUTION.RUN_ID, EXECUTION.WORKSPACE_ID, STEP.MEMO_KEY)
            .from(EXECUTION)
            .join(STEP)
            .on(StepStore.isStepOf(EXECUTION))
            .leftJoin(RESULT)
            .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
            .leftJoin(OUTCOME)
            .on(OUTCOME.EXECUTION_ID.eq(EXECUTION.ID))
            .leftJoin(end)
            .on(end.EXECUTION_ID.eq(OUTCOME.END_ID))
            .where(STEP.MEMO_KEY.isNotNull())
            .and(notRemoved(EXECUTION.RUN_ID))
            .and(fits)
            .asTable("expected");
    Condition same =
        MEMO_CANDIDATE
            .EXECUTION_ID
            .eq(expected.field(EXECUTION.ID))
            .and(MEMO_CANDIDATE.RUN_ID.eq(expected.field(EXECUTION.RUN_ID)))
            .and(MEMO_CANDIDATE.WORKSPACE_ID.eq(expected.field(EXECUTION.WORKSPACE_ID)))
            .and(MEMO_CANDIDATE.MEMO_KEY.eq(expected.field(STEP.MEMO_KEY)));
    bothWays(
        "memo_candidate", expected, DSL.noCondition(), MEMO_CANDIDATE, MEMO_CANDIDATE.RUN_ID, same);
  }

  /** C2, C3: executed themselves with caching on, and open or ended in a value. */
  void cacheCandidates() {
    var expected =
        DSL.select(EXECUTION.ID, EXECUTION.WORKSPACE_ID, EXECUTION.CACHE_KEY, RESULT.RECORDED_AT)
            .from(EXECUTION)
            .leftJoin(RESULT)
            .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
            .where(EXECUTION.CACHE_KEY.isNotNull())
            .and(notRemoved(EXECUTION.RUN_ID))
            .and(RESULT.EXECUTION_ID.isNull().or(RESULT.KIND.eq(ResultKind.VALUE.word())))
            .asTable("expected");
    Field<Instant> recordedAt = expected.field(RESULT.RECORDED_AT);
    // Expired ones are removed (G3); what was recorded after that cannot have been.
    Condition mustBeThere =
        recordedAt
            .isNull()
            .or(
                notExists(
                    selectOne()
                        .from(REMOVAL_RECORD)
                        .where(REMOVAL_RECORD.KIND.eq(Removed.CACHE_ENTRIES.word()))
                        .and(REMOVAL_RECORD.ENDED_AT.ge(recordedAt))));
    Condition same =
        CACHE_CANDIDATE
            .EXECUTION_ID
            .eq(expected.field(EXECUTION.ID))
            .and(CACHE_CANDIDATE.WORKSPACE_ID.eq(expected.field(EXECUTION.WORKSPACE_ID)))
            .and(CACHE_CANDIDATE.CACHE_KEY.eq(expected.field(EXECUTION.CACHE_KEY)))
            .and(CACHE_CANDIDATE.SETTLED_AT.isNotDistinctFrom(expected.field(RESULT.RECORDED_AT)));
    bothWays(
        "cache_candidate", expected, mustBeThere, CACHE_CANDIDATE, CACHE_CANDIDATE.RUN_ID, same);
  }

  private void bothWays(
      String name,
      Table<?> expected,
      Condition mustBeThere,
      Table<?> actual,
      Field<Long> run,
      Condition same) {
    contradictions.add(
        "candidates are not in '%s'".formatted(name),
        selectOne()
            .from(expected)
            .where(mustBeThere)
            .and(notExists(selectOne().from(actual).where(same))));
    contradictions.add(
        "rows of '%s' are no candidates".formatted(name),
        selectOne()
            .from(actual)
            .where(notRemoved(run))
            .and(notExists(selectOne().from(expected).where(same))));
  }
}
