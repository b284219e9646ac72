package dev.pinwheel.engine.command;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.store.TextLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that a worker sends: about its session, and for the executions that it computes.
 *
 * @param <R> the answer once it is committed
 */
public sealed interface WorkerCommand<R> extends Command<R> {

  // ---------------------------------------------------------------- sessions

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
      implements WorkerCommand<OpenedSession>, Acting {

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
  record Heartbeat(SessionId session, WorkerLink link) implements WorkerCommand<Boolean> {}

  /**
   * The connection is lost: the session gets no new executions, and is lost when its lease expires;
   * one that cannot be resumed ends immediately. Returns false when there was nothing to suspend,
   * because the session had ended or another connection had taken it over.
   *
   * @param link the connection that was lost
   */
  @Needs(Permission.WORK)
  record SuspendSession(SessionId session, WorkerLink link) implements WorkerCommand<Boolean> {}

  /** Drains the session: it gets no new executions. Returns how many it still has. Idempotent. */
  @Needs(Permission.WORK)
  record DrainSession(SessionId session) implements WorkerCommand<Integer> {}

  /** Ends the session; its open executions are abandoned (E3). Returns how many. */
  @Needs(Permission.WORK)
  record CloseSession(SessionId session) implements WorkerCommand<Integer> {}

  // ---------------------------------------------------------------- executions

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
      implements WorkerCommand<Called> {

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
  record Resolve(ExecutionId execution, ExecutionId awaited) implements WorkerCommand<Resolution> {}

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
      implements WorkerCommand<Integer> {}

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
  record RecordValue(ExecutionId execution, Json value) implements WorkerCommand<Boolean> {}

  /** An execution threw. Returns false when it had ended before (E1). */
  @Needs(Permission.WORK)
  record RecordFailure(ExecutionId execution, Failure failure) implements WorkerCommand<Boolean> {}

  /**
   * How far an execution is. Returns false when it has ended.
   *
   * @param fraction from 0 to 1
   */
  @Needs(Permission.WORK)
  record ReportProgress(ExecutionId execution, double fraction) implements WorkerCommand<Boolean> {}
}
