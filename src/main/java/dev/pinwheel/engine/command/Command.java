package dev.pinwheel.engine.command;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Basing;
import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.store.TextLimit;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for a change. Every command is either applied as a whole or rejected with a {@link
 * dev.pinwheel.model.Rejection} and changes nothing. Workspaces are given by name.
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
        Command.OpenSession,
        Command.Heartbeat,
        Command.SuspendSession,
        Command.DrainSession,
        Command.CloseSession,
        Command.CallTarget,
        Command.Resolve,
        Command.ReportUse,
        Command.RecordValue,
        Command.RecordFailure,
        Command.ReportProgress,
        Command.Tick,
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

  // ---------------------------------------------------------------- workers

  /**
   * Opens a session of a worker and declares its modules (W6, D1), or resumes the one that this
   * process had before. The orders for the executions of a resumed session are sent again: a worker
   * ignores orders for what it already executes. Rejected: another workspace, code version,
   * concurrency or modules than before (conflict).
   *
   * @param worker a name for people
   * @param workspace the workspace or pattern it serves; null for the embedded worker
   * @param link how to reach it
   * @param instance a secret that the worker's process made when it started, by which it resumes
   *     its session; null when the session ends with its connection
   */
  @Needs(Permission.RUN_WORKERS)
  record OpenSession(
      String worker,
      @Nullable String workspace,
      String codeVersion,
      int concurrency,
      List<Manifest> manifests,
      WorkerLink link,
      @Nullable String instance,
      Actor by)
      implements Command<OpenedSession>, Acting {

    /** A session that ends with its connection. */
    public OpenSession(
        String worker,
        @Nullable String workspace,
        String codeVersion,
        int concurrency,
        List<Manifest> manifests,
        WorkerLink link) {
      this(worker, workspace, codeVersion, concurrency, manifests, link, null);
    }

    /** A session on a server on which nobody has to sign in. */
    public OpenSession(
        String worker,
        @Nullable String workspace,
        String codeVersion,
        int concurrency,
        List<Manifest> manifests,
        WorkerLink link,
        @Nullable String instance) {
      this(
          worker,
          workspace,
          codeVersion,
          concurrency,
          manifests,
          link,
          instance,
          workspace == null ? Actor.ENGINE : Actor.LOCAL);
    }
  }

  /**
   * @param label what people call it, such as {@code S3}
   * @param resumed true when it is the session that the process had before
   * @param executions the executions of the session; the worker stops any others
   * @param logged the number of its last log line that is stored; 0 for none
   */
  record OpenedSession(
      SessionId session, String label, boolean resumed, List<ExecutionId> executions, long logged) {
    public OpenedSession {
      executions = List.copyOf(executions);
    }
  }

  /**
   * A heartbeat. Returns false when the session has ended or another connection has taken it over:
   * the worker has to open a session again.
   *
   * @param link the connection that carried the heartbeat
   */
  @Needs(Permission.WORK)
  record Heartbeat(SessionId session, WorkerLink link) implements Command<Boolean> {}

  /**
   * The connection is lost: the session gets no new executions, and is lost when its lease expires;
   * one that cannot be resumed ends immediately. Returns false when there was nothing to suspend,
   * because the session had ended or another connection had taken it over.
   *
   * @param link the connection that was lost
   */
  @Needs(Permission.WORK)
  record SuspendSession(SessionId session, WorkerLink link) implements Command<Boolean> {}

  /** Drains the session: it gets no new executions. Returns how many it still has. Idempotent. */
  @Needs(Permission.WORK)
  record DrainSession(SessionId session) implements Command<Integer> {}

  /** Ends the session; its open executions are abandoned (E3). Returns how many. */
  @Needs(Permission.WORK)
  record CloseSession(SessionId session) implements Command<Integer> {}

  /**
   * An execution calls a target (M1–M13). Rejected: the caller is not open (invalid state), the
   * target is unknown (not found), arguments or options are invalid, or the call would wait for
   * itself (cycle).
   *
   * @param number position among the calls of the caller, from 1; one that was used before returns
   *     what was recorded then, so that a call may be sent again when its answer was lost
   * @param group the title of its group; shortened when it is too long; null for none
   * @param blocking true: the caller waits for the outcome; the wait is recorded with the call
   */
  @Needs(Permission.WORK)
  record CallTarget(
      ExecutionId caller,
      int number,
      String module,
      String target,
      List<Json> arguments,
      TargetOptions options,
      @Nullable String group,
      boolean blocking)
      implements Command<Called> {

    public CallTarget {
      group = group == null ? null : TextLimit.GROUP_TITLE.shorten(group);
    }
  }

  /**
   * The answer to a call.
   *
   * @param execution the execution it refers to
   * @param reused true when that existed before (M6)
   * @param outcome of a blocking call, when it is there already; else the worker's {@link
   *     WorkerLink#resolved} is told later
   */
  record Called(ExecutionId execution, boolean reused, @Nullable Outcome outcome) {}

  /**
   * An execution waits for the outcome of another (E2). Returns the outcome when it is settled;
   * else the worker's {@link WorkerLink#resolved} is told later. Rejected: a wait that would close
   * a cycle (M10).
   */
  @Needs(Permission.WORK)
  record Resolve(ExecutionId execution, ExecutionId awaited) implements Command<Resolution> {}

  /**
   * @param outcome null when it is still open
   */
  record Resolution(@Nullable Outcome outcome) {}

  /**
   * What an execution used without a request. Returns how many facts are new; none when it has
   * ended. Rejected: one of the executions does not exist for it (not found) or is still open
   * (invalid state).
   *
   * @param reused calls that it answered from its memo map (M14), in the order in which they were
   *     made
   * @param awaited executions whose outcome it knew and has looked at: it depends on them (E2)
   */
  @Needs(Permission.WORK)
  record ReportUse(ExecutionId execution, List<Reuse> reused, List<ExecutionId> awaited)
      implements Command<Integer> {}

  /**
   * A call that refers to an execution in the caller's memo map.
   *
   * @param number position among the calls of the caller, from 1
   */
  record Reuse(int number, ExecutionId execution, List<Json> arguments, @Nullable String group) {

    public Reuse {
      group = group == null ? null : TextLimit.GROUP_TITLE.shorten(group);
    }
  }

  /** An execution returned. Returns false when it had ended before (E1). */
  @Needs(Permission.WORK)
  record RecordValue(ExecutionId execution, Json value) implements Command<Boolean> {}

  /** An execution threw. Returns false when it had ended before (E1). */
  @Needs(Permission.WORK)
  record RecordFailure(ExecutionId execution, Failure failure) implements Command<Boolean> {}

  /**
   * How far an execution is. Returns false when it has ended.
   *
   * @param fraction from 0 to 1
   */
  @Needs(Permission.WORK)
  record ReportProgress(ExecutionId execution, double fraction) implements Command<Boolean> {}

  /** Ends executions whose deadline has passed and starts those that became due. */
  @Needs(Permission.SERVE)
  record Tick(Instant now) implements Command<Integer> {}
}
