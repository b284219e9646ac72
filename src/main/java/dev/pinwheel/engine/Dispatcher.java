package dev.pinwheel.engine;

import dev.pinwheel.engine.Timers.Timer;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.dispatch.DispatchRule.Decision;
import dev.pinwheel.engine.dispatch.TurnRule;
import dev.pinwheel.engine.dispatch.TurnRule.Due;
import dev.pinwheel.engine.reuse.CacheRule;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.ExecutionCause;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.RunReferenceStore.Kind;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives due executions to workers (D1, D2), in the order of {@link TurnRule} (D3), or answers them
 * from the cache (C2).
 */
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
    while (!state.ready().isEmpty() && (dispatchNext(tx) || dispatchNeeded(tx))) {
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

  private boolean dispatchNext(Tx tx) {
    Due next = null;
    WorkerSession takes = null;
    for (WorkerPool pool : state.ready().pools()) {
      Due candidate = state.ready().next(pool);
      if (candidate != null && (next == null || TurnRule.NEXT_FIRST.compare(candidate, next) < 0)) {
        Optional<WorkerSession> free = pool.findFree();
        if (free.isPresent()) {
          next = candidate;
          takes = free.get();
        }
      }
    }
    if (next == null || takes == null) {
      return false;
    }
    dispatch(tx, Objects.requireNonNull(state.findOpen(next.execution())), takes);
    return true;
  }

  /** Draining workers get what their own executions need and no other worker may execute. */
  private boolean dispatchNeeded(Tx tx) {
    for (WorkerSession session : state.sessions().values()) {
      if (session.isLeaving() && session.freeSlots() > 0) {
        for (OpenExecution execution : needs.listDue(session)) {
          if (decide(execution, Set.of(session.row().id())) instanceof Decision.Assign) {
            dispatch(tx, execution, session);
            return true;
          }
        }
      }
    }
    return false;
  }

  private void dispatch(Tx tx, OpenExecution execution, WorkerSession takes) {
    state.ready().take(execution.entry());
    Optional<CacheRule.Candidate> cached = findCached(tx, execution);
    if (cached.isPresent()) {
      RunId answering = stores.executions().getId(tx, cached.get().execution()).run();
      stores.references().refer(tx, execution.id().run(), answering, Kind.CACHED);
      lifecycle.end(
          tx, execution, new Ending.Forwarded(ResultKind.CACHED, cached.get().execution()));
    } else {
      assign(tx, execution, takes);
    }
  }

  private Decision decide(OpenExecution execution, Set<Long> leaving) {
    Workspace workspace = state.workspaces().get(execution.workspace());
    return workspace.state() != WorkspaceState.ACTIVE
        ? new Decision.NoWorker()
        : DispatchRule.decide(
            workspace.name().value(),
            execution.step().module(),
            execution.step().target(),
            state.candidates(),
            leaving);
  }

  /** Whether the execution can run, now or when a slot is free (M4). */
  boolean canRun(OpenExecution execution) {
    return !state.pool(execution.entry().key()).isEmpty();
  }

  private void assign(Tx tx, OpenExecution execution, WorkerSession session) {
    long sequence = execution.sequence();
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
