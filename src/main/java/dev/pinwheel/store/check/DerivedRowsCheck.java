package dev.pinwheel.store.check;

import static dev.pinwheel.store.RemovalConditions.isOfNotRemoved;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.jooq.tables.Outcome;
import dev.pinwheel.store.jooq.tables.Result;
import dev.pinwheel.store.jooq.tables.WorkspaceAncestor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Whether the derived rows say what the facts say, in statements that count contradictions: the
 * rules of ancestors, open executions, outcomes (E2), candidates ({@link CandidateCheck}) and
 * counts ({@link RunSummaryCheck}) in the form in which they can be asked of a database.
 */
public final class DerivedRowsCheck {

  static final List<String> STAY_IN_STEP = words(ResultKind::staysInStep);
  static final List<String> FORWARDING = words(ResultKind::isForwarding);

  private final Contradictions contradictions;

  private DerivedRowsCheck(Contradictions contradictions) {
    this.contradictions = contradictions;
  }

  /** The kinds of result of which this holds, as they are stored. */
  static List<String> words(Predicate<ResultKind> which) {
    return Arrays.stream(ResultKind.values()).filter(which).map(ResultKind::word).toList();
  }

  /** What contradicts the facts, a sentence for each kind; empty when nothing does. */
  public static List<String> problemsOf(DSLContext dsl) {
    Contradictions contradictions = new Contradictions(dsl);
    DerivedRowsCheck check = new DerivedRowsCheck(contradictions);
    check.ancestors();
    check.openExecutions();
    check.outcomes();
    CandidateCheck candidates = new CandidateCheck(contradictions);
    candidates.memoCandidates();
    candidates.cacheCandidates();
    RunSummaryCheck summaries = new RunSummaryCheck(contradictions);
    summaries.executionCounts();
    summaries.callCounts();
    return contradictions.sentences();
  }

  /** A workspace is its own ancestor at depth 0; the others are those of its base, one further. */
  private void ancestors() {
    WorkspaceAncestor ofBase = WORKSPACE_ANCESTOR.as("of_base");
    contradictions.add(
        "workspaces are not in 'workspace_ancestor'",
        selectOne()
            .from(WORKSPACE)
            .where(
                notExists(
                    selectOne()
                        .from(WORKSPACE_ANCESTOR)
                        .where(WORKSPACE_ANCESTOR.WORKSPACE_ID.eq(WORKSPACE.ID))
                        .and(WORKSPACE_ANCESTOR.ANCESTOR_ID.eq(WORKSPACE.ID))
                        .and(WORKSPACE_ANCESTOR.DEPTH.eq(0)))));
    contradictions.add(
        "ancestors of a workspace are not in 'workspace_ancestor'",
        selectOne()
            .from(WORKSPACE)
            .join(ofBase)
            .on(ofBase.WORKSPACE_ID.eq(WORKSPACE.BASE_ID))
            .where(
                notExists(
                    selectOne()
                        .from(WORKSPACE_ANCESTOR)
                        .where(WORKSPACE_ANCESTOR.WORKSPACE_ID.eq(WORKSPACE.ID))
                        .and(WORKSPACE_ANCESTOR.ANCESTOR_ID.eq(ofBase.ANCESTOR_ID))
                        .and(WORKSPACE_ANCESTOR.DEPTH.eq(ofBase.DEPTH.plus(1))))));
    contradictions.add(
        "rows of 'workspace_ancestor' name no ancestor",
        selectOne()
            .from(WORKSPACE_ANCESTOR)
            .join(WORKSPACE)
            .on(WORKSPACE.ID.eq(WORKSPACE_ANCESTOR.WORKSPACE_ID))
            .where(WORKSPACE_ANCESTOR.ANCESTOR_ID.ne(WORKSPACE.ID))
            .and(
                notExists(
                    selectOne()
                        .from(ofBase)
                        .where(ofBase.WORKSPACE_ID.eq(WORKSPACE.BASE_ID))
                        .and(ofBase.ANCESTOR_ID.eq(WORKSPACE_ANCESTOR.ANCESTOR_ID)))));
  }

  /** What is open is what has no result; what waits in the queue is what no worker has. */
  private void openExecutions() {
    contradictions.add(
        "executions without a result are not in 'open_execution'",
        selectOne()
            .from(EXECUTION)
            .where(without(RESULT, RESULT.EXECUTION_ID, EXECUTION.ID))
            .and(without(OPEN_EXECUTION, OPEN_EXECUTION.EXECUTION_ID, EXECUTION.ID)));
    contradictions.add(
        "executions with a result are in 'open_execution'",
        selectOne()
            .from(OPEN_EXECUTION)
            .join(RESULT)
            .on(RESULT.EXECUTION_ID.eq(OPEN_EXECUTION.EXECUTION_ID)));
    contradictions.add(
        "open executions that no worker has are not in 'queue'",
        selectOne()
            .from(OPEN_EXECUTION)
            .where(OPEN_EXECUTION.SESSION_ID.isNull())
            .and(without(QUEUE, QUEUE.EXECUTION_ID, OPEN_EXECUTION.EXECUTION_ID)));
    contradictions.add(
        "executions that a worker has are in 'queue'",
        selectOne()
            .from(QUEUE)
            .join(OPEN_EXECUTION)
            .on(OPEN_EXECUTION.EXECUTION_ID.eq(QUEUE.EXECUTION_ID))
            .where(OPEN_EXECUTION.SESSION_ID.isNotNull()));
  }

  private static Condition without(Table<?> table, Field<Long> column, Field<Long> value) {
    return notExists(selectOne().from(table).where(column.eq(value)));
  }

  /** E2: a forwarding ends where its successor ends, once that has settled. */
  private void outcomes() {
    Result next = RESULT.as("next");
    Outcome ofNext = OUTCOME.as("of_next");
    Condition endsThere =
        exists(
            selectOne()
                .from(next)
                .where(next.EXECUTION_ID.eq(RESULT.SUCCESSOR_ID))
                .and(next.KIND.notIn(FORWARDING)));
    contradictions.add(
        "forwarding results are not in 'outcome'",
        selectOne()
            .from(RESULT)
            .where(RESULT.SUCCESSOR_ID.isNotNull())
            .and(isOfNotRemoved(RESULT.EXECUTION_ID))
            .and(
                endsThere.or(
                    exists(
                        selectOne()
                            .from(ofNext)
                            .where(ofNext.EXECUTION_ID.eq(RESULT.SUCCESSOR_ID)))))
            .and(without(OUTCOME, OUTCOME.EXECUTION_ID, RESULT.EXECUTION_ID)));
    contradictions.add(
        "rows of 'outcome' do not lead to where forwarding ends",
        selectOne()
            .from(OUTCOME)
            .join(RESULT)
            .on(RESULT.EXECUTION_ID.eq(OUTCOME.EXECUTION_ID))
            .where(isOfNotRemoved(OUTCOME.EXECUTION_ID))
            .and(
                DSL.not(
                    OUTCOME
                        .END_ID
                        .eq(RESULT.SUCCESSOR_ID)
                        .and(endsThere)
                        .or(
                            exists(
                                selectOne()
                                    .from(ofNext)
                                    .where(ofNext.EXECUTION_ID.eq(RESULT.SUCCESSOR_ID))
                                    .and(ofNext.END_ID.eq(OUTCOME.END_ID)))))));
  }
}
