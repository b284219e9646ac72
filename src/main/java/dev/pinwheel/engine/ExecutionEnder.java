package dev.pinwheel.engine;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.ExecutionCause;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends executions without a value, with the consequences: retries (E3) and cancellation (E4). */
final class ExecutionEnder {

  private static final String CANCELLED = "cancelled";

  private final Stores stores;
  private final EngineState state;
  private final ExecutionLifecycle lifecycle;
  private final CancelSet cancelSet;

  ExecutionEnder(
      Stores stores, EngineState state, ExecutionLifecycle lifecycle, CancelSet cancelSet) {
    this.stores = stores;
    this.state = state;
    this.lifecycle = lifecycle;
    this.cancelSet = cancelSet;
  }

  /** User code failed. What it had made continues (E4). */
  void fail(Tx tx, OpenExecution execution, Failure failure) {
    endOrRetry(tx, execution, new Ending.Unsuccessful(ResultKind.FAILED, failure, null));
  }

  /** It took longer than its timeout; what it had made is cancelled. */
  void timeOut(Tx tx, OpenExecution execution) {
    Duration timeout = execution.options().effective().timeout();
    List<OpenExecution> below = cancelSet.below(tx, List.of(execution));
    Failure failure =
        Failure.of(
            ResultKind.TIMED_OUT.word(),
            "%s did not end within %s".formatted(execution.id(), inWords(timeout)));
    endOrRetry(tx, execution, new Ending.Unsuccessful(ResultKind.TIMED_OUT, failure, null));
    cancelAll(tx, below, "its caller timed out", null);
  }

  /** Their worker was lost; what they had made is cancelled, or at least not retried (E3, E4). */
  void abandon(Tx tx, Collection<OpenExecution> executions, String worker) {
    List<OpenExecution> below = cancelSet.below(tx, executions);
    Set<Long> made = cancelSet.madeWithin(tx, executions);
    for (OpenExecution execution : executions) {
      Failure failure =
          Failure.of(
              ResultKind.ABANDONED.word(),
              "The worker %s was lost while it executed %s".formatted(worker, execution.id()));
      Ending.Unsuccessful ending = new Ending.Unsuccessful(ResultKind.ABANDONED, failure, null);
      if (made.contains(execution.sequence())) {
        lifecycle.end(tx, execution, ending);
      } else {
        endOrRetry(tx, execution, ending);
      }
    }
    cancelAll(tx, below, "its caller was abandoned", null);
  }

  /** Cancels executions with what they made. Returns how many ended. */
  int cancel(Tx tx, Collection<OpenExecution> executions, String by) {
    List<OpenExecution> below = cancelSet.below(tx, executions);
    cancelAll(tx, executions, "cancelled by " + by, by);
    cancelAll(tx, below, "its caller was cancelled by " + by, by);
    return executions.size() + below.size();
  }

  /** What superseded executions had made ends as if they were cancelled (F3). */
  void supersede(
      Tx tx, List<OpenExecution> superseded, List<OpenExecution> below, OpenExecution successor) {
    for (OpenExecution execution : superseded) {
      lifecycle.end(
          tx, execution, new Ending.Forwarded(ResultKind.SUPERSEDED, successor.sequence()));
    }
    cancelAll(tx, below, "its caller was re-run", null);
  }

  private void cancelAll(
      Tx tx, Collection<OpenExecution> executions, String why, @Nullable String by) {
    for (OpenExecution execution : executions) {
      if (state.findOpen(execution.sequence()) == execution) {
        Failure failure = Failure.of(CANCELLED, "%s: %s".formatted(execution.id(), why));
        lifecycle.end(tx, execution, new Ending.Unsuccessful(ResultKind.CANCELLED, failure, by));
      }
    }
  }

  private void endOrRetry(Tx tx, OpenExecution execution, Ending.Unsuccessful ending) {
    ExecutionRow row = execution.row();
    RetryOption retry = execution.options().effective().retry();
    boolean archived =
        state.workspaces().get(execution.workspace()).state() == WorkspaceState.ARCHIVED;
    if (retry == null || row.seriesAttempt() > retry.limit() || archived) {
      lifecycle.end(tx, execution, ending);
      return;
    }
    Duration wait = retry.waitBefore(row.seriesAttempt());
    Instant notBefore = wait.isZero() ? null : tx.now().plus(wait);
    OpenExecution next =
        lifecycle.create(
            tx,
            tx.nextId(),
            new ExecutionLifecycle.NewExecution(
                execution.step(),
                stores.executions().nextAttempt(tx, execution.id().step()),
                execution.workspace(),
                ExecutionCause.RETRY,
                row.seriesAttempt() + 1,
                execution.options(),
                row.cacheKey(),
                row.memoDefault(),
                execution.rerun(),
                notBefore));
    lifecycle.end(tx, execution, new Ending.Retried(ending, next.sequence()));
  }

  private static String inWords(@Nullable Duration timeout) {
    return timeout == null ? "its timeout" : timeout.toMillis() + " ms";
  }
}
