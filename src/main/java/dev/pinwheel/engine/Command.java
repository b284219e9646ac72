package dev.pinwheel.engine;

import dev.pinwheel.model.Actor;
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
public sealed interface Command<R> {

  // ---------------------------------------------------------------- workspaces

  /** Creates a workspace (W1, W2). Rejected: name taken (conflict), base unknown (not found). */
  record CreateWorkspace(String name, @Nullable String base, Actor by)
      implements Command<Workspace> {}

  /** Gives a workspace another name (W2). */
  record RenameWorkspace(String workspace, String newName, Actor by)
      implements Command<Workspace> {}

  /** Changes the base, or removes it when null; a cycle is refused (W1). */
  record ChangeBase(String workspace, @Nullable String newBase, Actor by)
      implements Command<Workspace> {}

  /** Nothing of the workspace is dispatched until it is resumed (W3). Idempotent. */
  record PauseWorkspace(String workspace, Actor by) implements Command<Workspace> {}

  /** Ends a pause (W3). Idempotent. */
  record ResumeWorkspace(String workspace, Actor by) implements Command<Workspace> {}

  /** Archives permanently; open executions are cancelled (W3). */
  record ArchiveWorkspace(String workspace, Actor by) implements Command<Workspace> {}

  // ---------------------------------------------------------------- keeping and removing

  /**
   * Sets how long the runs submitted in a workspace are kept (G1); null: as its base does.
   * Rejected: the workspace is archived (invalid state).
   */
  record SetRetention(String workspace, @Nullable Retention retention, Actor by)
      implements Command<EffectiveRetention> {}

  /**
   * Marks a run: it is never removed, nor are the runs that it spawned (G1). Returns false when it
   * was marked before. Rejected: it was submitted elsewhere, or spawned (invalid state).
   */
  record KeepRun(String workspace, RunId run, Actor by) implements Command<Boolean> {}

  /** Takes the mark away. Returns false when there was none. Rejected like {@link KeepRun}. */
  record ReleaseRun(String workspace, RunId run, Actor by) implements Command<Boolean> {}

  /**
   * Begins to remove those of these runs that are not kept any more, with all that go with them
   * (G2): they do not exist from then on. Returns how many.
   */
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
  record RemoveRows(int most, int filesRemoved) implements Command<Integer> {}

  // ---------------------------------------------------------------- runs

  /**
   * Starts a run of a workflow.
   *
   * @param arguments one value per parameter; missing trailing ones take their default
   * @param memoDefault the run's default for memo (M2); null: the workflow's own
   * @param idempotencyKey E5; null for none
   */
  record SubmitRun(
      String workspace,
      String module,
      String target,
      List<Json> arguments,
      @Nullable MemoOption memoDefault,
      @Nullable String idempotencyKey,
      Actor by)
      implements Command<Submitted> {}

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
  record RerunStep(
      String workspace,
      StepId step,
      boolean reuseSuccesses,
      Set<StepId> alsoForce,
      @Nullable MemoOption memo,
      @Nullable String reason,
      Actor by,
      @Nullable PlanSummary plan)
      implements Command<ExecutionId> {

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
  record CancelRun(String workspace, RunId run, Actor by) implements Command<Integer> {}

  /** Cancels an execution of this workspace and what it made (E4). Returns how many. */
  record CancelExecution(String workspace, ExecutionId execution, Actor by)
      implements Command<Integer> {}

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
  record OpenSession(
      String worker,
      @Nullable String workspace,
      String codeVersion,
      int concurrency,
      List<Manifest> manifests,
      WorkerLink link,
      @Nullable String instance)
      implements Command<OpenedSession> {

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
  }

  /**
   * @param resumed true when it is the session that the process had before
   * @param executions the executions of the session; the worker stops any others
   * @param logged the number of its last log line that is stored; 0 for none
   */
  record OpenedSession(
      SessionId session, boolean resumed, List<ExecutionId> executions, long logged) {
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
  record Heartbeat(SessionId session, WorkerLink link) implements Command<Boolean> {}

  /**
   * The connection is lost: the session gets no new executions, and is lost when its lease expires;
   * one that cannot be resumed ends immediately. Returns false when there was nothing to suspend,
   * because the session had ended or another connection had taken it over.
   *
   * @param link the connection that was lost
   */
  record SuspendSession(SessionId session, WorkerLink link) implements Command<Boolean> {}

  /** Drains the session: it gets no new executions. Returns how many it still has. Idempotent. */
  record DrainSession(SessionId session) implements Command<Integer> {}

  /** Ends the session; its open executions are abandoned (E3). Returns how many. */
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
  record RecordValue(ExecutionId execution, Json value) implements Command<Boolean> {}

  /** An execution threw. Returns false when it had ended before (E1). */
  record RecordFailure(ExecutionId execution, Failure failure) implements Command<Boolean> {}

  /**
   * How far an execution is. Returns false when it has ended.
   *
   * @param fraction from 0 to 1
   */
  record ReportProgress(ExecutionId execution, double fraction) implements Command<Boolean> {}

  /** Ends executions whose deadline has passed and starts those that became due. */
  record Tick(Instant now) implements Command<Integer> {}
}
