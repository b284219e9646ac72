package dev.pinwheel.engine;

import dev.pinwheel.engine.Timers.Timer;
import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.dispatch.DispatchRule.Decision;
import dev.pinwheel.engine.index.ReadyQueue;
import dev.pinwheel.engine.reuse.CacheRule;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.ExecutionCause;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives due executions to workers, oldest first (D1, D2), or answers them from the cache (C2). */
final class Dispatcher {

  private final Stores stores;
  private final EngineState state;
  private final ExecutionLifecycle lifecycle;
  private final MemoMapRegistry memoMaps;
  private final DrainClosure needs;

  Dispatcher(
      Stores stores, EngineState state, ExecutionLifecycle lifecycle, MemoMapRegistry memoMaps) {
    this.memoMaps = memoMaps;
    this.stores = stores;
    this.state = state;
    this.lifecycle = lifecycle;
    this.needs = new DrainClosure(state);
  }

  /**
   * Runs at the end of every command: assigns what can be assigned and writes the rest to the
   * queue.
   */
  void run(Tx tx) {
    // A call of a workflow has ended already: it spawned a run.
    List<OpenExecution> fresh =
        lifecycle.takeFresh().stream()
            .filter(execution -> state.findOpen(execution.sequence()) == execution)
            .toList();
    fresh.forEach(execution -> lifecycle.schedule(tx, execution));
    while (!state.ready().isEmpty() && (dispatchOldest(tx) || dispatchNeeded(tx))) {
      // until no worker has a free slot for what is left
    }
    fresh.forEach(execution -> record(tx, execution));
  }

  private void record(Tx tx, OpenExecution execution) {
    if (state.findOpen(execution.sequence()) != execution) {
      return;
    }
    WorkerSession session = execution.session;
    execution.recordedOpen = true;
    if (session == null) {
      stores.open().insert(tx, execution.row(), null, null);
      stores.open().enqueue(tx, execution.row(), execution.step().module());
      execution.queued = true;
    } else {
      stores.open().insert(tx, execution.row(), session.row().id(), deadline(tx, execution));
    }
  }

  private boolean dispatchOldest(Tx tx) {
    long oldest = Long.MAX_VALUE;
    WorkerSession takes = null;
    for (ReadyQueue.QueueKey key : state.ready().keys()) {
      long candidate = state.ready().oldest(key);
      if (candidate < oldest
          && decide(key.workspace(), key.module()) instanceof Decision.Assign assign) {
        oldest = candidate;
        takes = state.sessions().get(new SessionId(assign.session()));
      }
    }
    OpenExecution execution = state.findOpen(oldest);
    if (execution == null || takes == null) {
      return false;
    }
    dispatch(tx, execution, takes);
    return true;
  }

  /** Draining workers get what their own executions need and no other worker may execute. */
  private boolean dispatchNeeded(Tx tx) {
    for (WorkerSession session : state.sessions().values()) {
      if (session.isLeaving() && session.freeSlots() > 0) {
        for (OpenExecution execution : needs.listDue(session)) {
          if (decide(execution.workspace(), execution.step().module(), Set.of(session.row().id()))
              instanceof Decision.Assign) {
            dispatch(tx, execution, session);
            return true;
          }
        }
      }
    }
    return false;
  }

  private void dispatch(Tx tx, OpenExecution execution, WorkerSession takes) {
    Optional<CacheRule.Candidate> cached = findCached(tx, execution);
    if (cached.isPresent()) {
      lifecycle.end(
          tx, execution, new Ending.Forwarded(ResultKind.CACHED, cached.get().execution()));
    } else {
      assign(tx, execution, takes);
    }
  }

  /** Which worker would get an execution of the module in the workspace now. */
  private Decision decide(WorkspaceId workspace, String module) {
    return decide(workspace, module, Set.of());
  }

  private Decision decide(WorkspaceId workspace, String module, Set<Long> leaving) {
    if (state.workspaces().get(workspace).state() != WorkspaceState.ACTIVE) {
      return new Decision.NoWorker();
    }
    return DispatchRule.decide(
        state.workspaces().get(workspace).name().value(), module, state.candidates(), leaving);
  }

  /** Whether executions of the module in the workspace can run, now or when a slot is free (M4). */
  boolean canRun(WorkspaceId workspace, String module) {
    return switch (decide(workspace, module)) {
      case Decision.Assign assign -> true;
      case Decision.SlotsBusy busy -> true;
      case Decision.WorkerGone gone -> false;
      case Decision.NoWorker none -> false;
    };
  }

  private void assign(Tx tx, OpenExecution execution, WorkerSession session) {
    long sequence = execution.sequence();
    state.ready().remove(execution.queueKey(), sequence);
    execution.session = session;
    session.assign(sequence);
    stores.sessions().assign(tx, sequence, session.row().id());
    measure(tx, execution.row());
    Instant deadline = deadline(tx, execution);
    if (deadline != null) {
      state.timers().add(new Timer.Deadline(deadline, sequence));
    }
    if (execution.recordedOpen) {
      stores.open().assign(tx, sequence, session.row().id(), deadline);
      execution.queued = false;
    }
    tx.emit(new EngineEvent.RunChanged(execution.id().run(), execution.workspace()));
    order(tx, execution, session, memoMaps.hand(tx, execution, session));
  }

  /**
   * Sends a reconnected worker the orders for all its executions again, as some may have been lost.
   * It has dropped its memo maps (M14), so the server drops them, too.
   */
  void orderAgain(Tx tx, List<OpenExecution> executions, WorkerSession session) {
    memoMaps.drop(session, executions);
    executions.forEach(execution -> order(tx, execution, session, null));
  }

  private void order(
      Tx tx, OpenExecution execution, WorkerSession session, @Nullable Long memoMap) {
    WorkerLink.Order order =
        new WorkerLink.Order(
            execution.id(),
            state.workspaces().get(execution.workspace()).name(),
            execution.step().module(),
            execution.step().target(),
            JsonArray.split(execution.step().arguments()),
            execution.options().effective().timeout(),
            memoMap);
    tx.afterCommit(() -> session.link().execute(order));
  }

  private void measure(Tx tx, ExecutionRow row) {
    Instant notBefore = row.notBefore();
    Instant due = notBefore == null ? row.createdAt() : notBefore;
    Duration latency = Duration.between(due, tx.now());
    tx.afterCommit(() -> state.meter().dispatched(latency.isNegative() ? Duration.ZERO : latency));
  }

  private static @Nullable Instant deadline(Tx tx, OpenExecution execution) {
    Duration timeout = execution.options().effective().timeout();
    return timeout == null ? null : tx.now().plus(timeout);
  }

  /**
   * What answers an execution that is about to be dispatched; never a retry or re-run (C2, C3).
   * {@link CacheRule} says what it is given.
   */
  private Optional<CacheRule.Candidate> findCached(Tx tx, OpenExecution execution) {
    byte[] cacheKey = execution.row().cacheKey();
    CacheOption cache = execution.options().effective().cache();
    if (cacheKey == null
        || cache == null
        || execution.id().attempt() > 1
        || execution.row().cause() != ExecutionCause.CALL) {
      return Optional.empty();
    }
    WorkspaceChain chain = state.workspaces().chain(execution.workspace());
    List<CacheRule.Candidate> candidates =
        stores.candidates().listCache(tx, cacheKey, chain).stream()
            .map(row -> {
              OpenExecution open = state.findOpen(row.execution());
              return new CacheRule.Candidate(
                  row.execution(),
                  chain.depthOf(row.workspace()).orElseThrow(),
                  row.settledAt(),
                  open != null && open.session != null,
                  state.waits().reaches(row.execution(), execution.sequence()));
            })
            .toList();
    return CacheRule.decide(execution.sequence(), candidates, cache.maxAge(), tx.now());
  }
}
