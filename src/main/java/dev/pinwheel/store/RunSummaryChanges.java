package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What one transaction changes of {@code run_summary}: one update per run and workspace. */
final class RunSummaryChanges {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          RUN_SUMMARY,
          RUN_SUMMARY.RUN_ID,
          RUN_SUMMARY.WORKSPACE_ID,
          RUN_SUMMARY.EXECUTIONS,
          RUN_SUMMARY.OPEN_EXECUTIONS,
          RUN_SUMMARY.ENDED_WELL,
          RUN_SUMMARY.ENDED_BADLY,
          RUN_SUMMARY.CALLS,
          RUN_SUMMARY.REUSED_CALLS,
          RUN_SUMMARY.VERSION,
          RUN_SUMMARY.LAST_ACTIVITY_AT,
          RUN_SUMMARY.CANCELLED);

  private static final WriteStatement UPDATE =
      WriteStatement.of(
          RUN_SUMMARY,
          dsl ->
              dsl.update(RUN_SUMMARY)
                  .set(RUN_SUMMARY.EXECUTIONS, plus(RUN_SUMMARY.EXECUTIONS))
                  .set(RUN_SUMMARY.OPEN_EXECUTIONS, plus(RUN_SUMMARY.OPEN_EXECUTIONS))
                  .set(RUN_SUMMARY.ENDED_WELL, plus(RUN_SUMMARY.ENDED_WELL))
                  .set(RUN_SUMMARY.ENDED_BADLY, plus(RUN_SUMMARY.ENDED_BADLY))
                  .set(RUN_SUMMARY.CANCELLED, plus(RUN_SUMMARY.CANCELLED))
                  .set(RUN_SUMMARY.CALLS, plus(RUN_SUMMARY.CALLS))
                  .set(RUN_SUMMARY.REUSED_CALLS, plus(RUN_SUMMARY.REUSED_CALLS))
                  .set(RUN_SUMMARY.VERSION, RUN_SUMMARY.VERSION.plus(DSL.inline(1L)))
                  .set(RUN_SUMMARY.LAST_ACTIVITY_AT, parameter(RUN_SUMMARY.LAST_ACTIVITY_AT))
                  .where(RUN_SUMMARY.RUN_ID.eq(parameter(RUN_SUMMARY.RUN_ID)))
                  .and(RUN_SUMMARY.WORKSPACE_ID.eq(parameter(RUN_SUMMARY.WORKSPACE_ID))));

  private static Field<Integer> plus(Field<Integer> field) {
    return field.plus(parameter(field));
  }

  private record RunInWorkspace(RunId run, WorkspaceId workspace) {}

  /** The changes of the counters of one run in one workspace. */
  static final class Change {
    int executions;
    int openExecutions;
    int endedWell;
    int endedBadly;

    /** Of those that ended badly. */
    int cancelled;

    int calls;
    int reusedCalls;
  }

  private final Map<RunInWorkspace, Change> changes = new HashMap<>();

  Change of(RunId run, WorkspaceId workspace) {
    return changes.computeIfAbsent(new RunInWorkspace(run, workspace), key -> new Change());
  }

  void flush(WriterConnection connection, Instant now) {
    changes.forEach((key, change) -> {
      long run = key.run().number();
      long workspace = key.workspace().value();
      int updated =
          connection.run(
              UPDATE,
              change.executions,
              change.openExecutions,
              change.endedWell,
              change.endedBadly,
              change.cancelled,
              change.calls,
              change.reusedCalls,
              now,
              run,
              workspace);
      if (updated == 0) {
        connection.run(
            INSERT,
            run,
            workspace,
            change.executions,
            change.openExecutions,
            change.endedWell,
            change.endedBadly,
            change.calls,
            change.reusedCalls,
            1L,
            now,
            change.cancelled);
      }
    });
    changes.clear();
  }
}
