package dev.pinwheel.engine.command;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Basing;
import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for a change. Every command is either applied as a whole or rejected with a {@link
 * dev.pinwheel.model.Rejection} and changes nothing. Workspaces are given by name. Here are those
 * of people and programs about workspaces and runs, and those that the engine sends itself.
 *
 * @param <R> the answer once it is committed
 */
public sealed interface Command<R>
    permits Command.CreateWorkspace,
        Command.RenameWorkspace,
        Command.ChangeBase,
        Command.PauseWorkspace,
        Command.ResumeWorkspace,
        Command.ArchiveWorkspace,
        Command.SetBasing,
        Command.SetRetention,
        Command.KeepRun,
        Command.ReleaseRun,
        Command.RemoveRuns,
        Command.RemoveRows,
        Command.SubmitRun,
        Command.RerunStep,
        Command.CancelRun,
        Command.CancelExecution,
        Command.Tick,
        WorkerCommand,
        AccessCommand {

  /** Somebody does it. */
  interface Acting {
    Actor by();
  }

  /** Somebody does it in a workspace, where a role is needed (A3). */
  interface InWorkspace extends Acting {
    /** Its name. */
    String workspace();
  }

  // ---------------------------------------------------------------- workspaces

  /** Creates a workspace (W1, W2). Rejected: name taken (conflict), base unknown (not found). */
  @Needs(Permission.CREATE_WORKSPACE)
  record CreateWorkspace(String name, @Nullable String base, Actor by)
      implements Command<Workspace>, Acting {}

  /** Gives a workspace another name (W2). */
  @Needs(Permission.RENAME_WORKSPACE)
  record RenameWorkspace(String workspace, String newName, Actor by)
      implements Command<Workspace>, InWorkspace {}

  /** Changes the base, or removes it when null; a cycle is refused (W1). */
  @Needs(Permission.CHANGE_BASE)
  record ChangeBase(String workspace, @Nullable String newBase, Actor by)
      implements Command<Workspace>, InWorkspace {}

  /** Nothing of the workspace is dispatched until it is resumed (W3). Idempotent. */
  @Needs(Permission.PAUSE_WORKSPACE)
  record PauseWorkspace(String workspace, Actor by) implements Command<Workspace>, InWorkspace {}

  /** Ends a pause (W3). Idempotent. */
  @Needs(Permission.PAUSE_WORKSPACE)
  record ResumeWorkspace(String workspace, Actor by) implements Command<Workspace>, InWorkspace {}

  /** Archives permanently; open executions are cancelled (W3). */
  @Needs(Permission.ARCHIVE_WORKSPACE)
  record ArchiveWorkspace(String workspace, Actor by) implements Command<Workspace>, InWorkspace {}

  /** Decides who may base workspaces on this one (A4). Idempotent. */
  @Needs(Permission.SET_BASING)
  record SetBasing(String workspace, Basing basing, Actor by)
      implements Command<Workspace>, InWorkspace {}

  // ---------------------------------------------------------------- keeping and removing

  /**
   * Sets how long the runs submitted in a workspace are kept (G1); null: as its base does.
   * Rejected: the workspace is archived (invalid state).
   */
  @Needs(Permission.SET_RETENTION)
  record SetRetention(String workspace, @Nullable Retention retention, Actor by)
      implements Command<EffectiveRetention>, InWorkspace {}

  /**
   * Marks a run: it is never removed, nor are the runs that it spawned (G1). Returns false when it
   * was marked before. Rejected: it was submitted elsewhere, or spawned (invalid state).
   */
  @Needs(Permission.KEEP_RUN)
  record KeepRun(String workspace, RunId run, Actor by) implements Command<Boolean>, InWorkspace {}

  /** Takes the mark away. Returns false when there was none. Rejected like {@link KeepRun}. */
  @Needs(Permission.KEEP_RUN)
  record ReleaseRun(String workspace, RunId run, Actor by)
      implements Command<Boolean>, InWorkspace {}

  /**
   * Begins to remove those of these runs that are not kept any more, with all that go with them
   * (G2): they do not exist from then on. Returns how many.
   */
  @Needs(Permission.SERVE)
  record RemoveRuns(List<RunId> runs) implements Command<Integer> {
    public RemoveRuns {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Removes about so many rows of removed runs, or else of expired cache entries and ended sessions
   * (G3). Returns how many; 0 when all are gone.
   *
   * @param filesRemoved how many payload files were removed, for the record
   */
  @Needs(Permission.SERVE)
  record RemoveRows(int most, int filesRemoved) implements Command<Integer> {}

  // ---------------------------------------------------------------- runs

  /**
   * Starts a run of a workflow.
   *
   * @param arguments one value per parameter; missing trailing ones take their default
   * @param memoDefault the run's default for memo (M2); null: the workflow's own
   * @param idempotencyKey E5; null for none
   */
  @Needs(Permission.SUBMIT_RUN)
  record SubmitRun(
      String workspace,
      String module,
      String target,
      List<Json> arguments,
      @Nullable MemoOption memoDefault,
      @Nullable String idempotencyKey,
      Actor by)
      implements Command<Submitted>, InWorkspace {}

  /**
   * @param existing true when the idempotency key had been used for the same request before
   */
  record Submitted(RunId run, boolean existing) {}

  /**
   * Forces a new execution of a step in a workspace (F1–F10).
   *
   * @param reuseSuccesses F9
   * @param alsoForce F10
   * @param memo overrides the memo option of every call in this re-run (M2); null for none
   * @param reason free text; null for none
   * @param plan the plan to record with it; null for none
   */
  @Needs(Permission.RERUN_STEP)
  record RerunStep(
      String workspace,
      StepId step,
      boolean reuseSuccesses,
      Set<StepId> alsoForce,
      @Nullable MemoOption memo,
      @Nullable String reason,
      Actor by,
      @Nullable PlanSummary plan)
      implements Command<ExecutionId>, InWorkspace {

    /** A re-run without a plan. */
    public RerunStep(
        String workspace,
        StepId step,
        boolean reuseSuccesses,
        Set<StepId> alsoForce,
        @Nullable MemoOption memo,
        @Nullable String reason,
        Actor by) {
      this(workspace, step, reuseSuccesses, alsoForce, memo, reason, by, null);
    }

    /** A plain re-run. */
    public static RerunStep of(String workspace, StepId step, Actor by) {
      return new RerunStep(workspace, step, false, Set.of(), null, null, by);
    }
  }

  /** Cancels all open executions of the run in this workspace (E4). Returns how many. */
  @Needs(Permission.CANCEL)
  record CancelRun(String workspace, RunId run, Actor by)
      implements Command<Integer>, InWorkspace {}

  /** Cancels an execution of this workspace and what it made (E4). Returns how many. */
  @Needs(Permission.CANCEL)
  record CancelExecution(String workspace, ExecutionId execution, Actor by)
      implements Command<Integer>, InWorkspace {}

  // ---------------------------------------------------------------- time

  /** Ends executions whose deadline has passed and starts those that became due. */
  @Needs(Permission.SERVE)
  record Tick(Instant now) implements Command<Integer> {}
}
