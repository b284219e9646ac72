package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;

import dev.pinwheel.engine.dispatch.DrainRule;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * The executions that draining workers still need, read from the database: the input of {@link
 * DrainRule}, as described there. A snapshot.
 */
final class RecordedDrainClosure {

  static final RecordedDrainClosure NONE = new RecordedDrainClosure(Map.of());

  private final Map<Long, Set<Long>> bySession;

  private RecordedDrainClosure(Map<Long, Set<Long>> bySession) {
    this.bySession = bySession;
  }

  static RecordedDrainClosure load(DSLContext dsl, Collection<SessionFact> sessions) {
    Map<Long, Set<Long>> needs = new HashMap<>();
    for (SessionFact session : sessions) {
      if (session.isLeaving()) {
        List<Long> assigned =
            dsl.select(OPEN_EXECUTION.EXECUTION_ID)
                .from(OPEN_EXECUTION)
                .where(OPEN_EXECUTION.SESSION_ID.eq(session.id()))
                .fetch(OPEN_EXECUTION.EXECUTION_ID);
        needs.put(session.id(), DrainRule.needs(assigned, level -> neededBy(dsl, level)));
      }
    }
    return needs.isEmpty() ? NONE : new RecordedDrainClosure(needs);
  }

  /**
   * An ended execution needs the one that it forwards to (E2); an open one needs those it waits for
   * or called.
   */
  private static Set<Long> neededBy(DSLContext dsl, Set<Long> executions) {
    Set<Long> needed = new HashSet<>();
    FactLoader.inParts(
        executions,
        ids ->
            needed.addAll(
                dsl.select(RESULT.SUCCESSOR_ID)
                    .from(RESULT)
                    .where(RESULT.EXECUTION_ID.in(ids))
                    .and(RESULT.SUCCESSOR_ID.isNotNull())
                    .fetch(RESULT.SUCCESSOR_ID)));
    FactLoader.inParts(
        executions,
        ids ->
            needed.addAll(
                dsl.select(DEPENDENCY.DEPENDENCY_ID)
                    .from(DEPENDENCY)
                    .join(OPEN_EXECUTION)
                    .on(OPEN_EXECUTION.EXECUTION_ID.eq(DEPENDENCY.EXECUTION_ID))
                    .where(DEPENDENCY.EXECUTION_ID.in(ids))
                    .and(OpenExecutionConditions.isUnsettledWait())
                    .fetch(DEPENDENCY.DEPENDENCY_ID)));
    FactLoader.inParts(
        executions,
        ids ->
            needed.addAll(
                dsl.selectDistinct(CALL.CALLEE_ID)
                    .from(CALL)
                    .join(OPEN_EXECUTION)
                    .on(OPEN_EXECUTION.EXECUTION_ID.eq(CALL.CALLER_ID))
                    .where(CALL.CALLER_ID.in(ids))
                    .and(OpenExecutionConditions.isUnsettled(CALL.CALLEE_ID))
                    .fetch(CALL.CALLEE_ID)));
    return needed;
  }

  /** The draining sessions whose executions need this one. */
  Set<Long> sessionsThatNeed(long execution) {
    if (bySession.isEmpty()) {
      return Set.of();
    }
    Set<Long> sessions = new HashSet<>();
    bySession.forEach((session, needed) -> {
      if (needed.contains(execution)) {
        sessions.add(session);
      }
    });
    return sessions;
  }

  /** Everything that executions of draining workers need. */
  Set<Long> all() {
    Set<Long> all = new HashSet<>();
    bySession.values().forEach(all::addAll);
    return all;
  }
}
