package dev.pinwheel.engine;

import dev.pinwheel.engine.index.RootRuns;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.store.CallStore;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.OpenExecutionStore;
import dev.pinwheel.store.RerunRow;
import dev.pinwheel.store.ResultStore;
import dev.pinwheel.store.StepRow;
import dev.pinwheel.store.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rebuilds {@link EngineState} from the database: when the engine starts, and after a rollback. */
final class StateLoader {

  private final Stores stores;
  private final EngineState state;
  private final RootRuns roots;
  private final SessionLeases leases;

  StateLoader(Stores stores, EngineState state, RootRuns roots, SessionLeases leases) {
    this.stores = stores;
    this.roots = roots;
    this.state = state;
    this.leases = leases;
  }

  void load(Tx tx) {
    state.access().load(tx, stores.access().load(tx));
    state.replaceWorkspaces(stores.workspaces().listAll(tx));
    state.manifests().replaceAll(stores.manifests().listNewest(tx, state.manifestsInUse()));
    state.clearExecutions();
    state.replaceRemoved(stores.removals().listUnderway(tx));
    loadOpen(tx, tx.now());
    loadForwards(tx);
    loadDependencies(tx);
    loadCalls(tx);
    state.sessions().values().forEach(leases::watch);
    state.goneSessions().values().forEach(leases::watchGone);
  }

  private void loadOpen(Tx tx, Instant now) {
    Map<Long, OpenExecutionStore.Open> open =
        stores.open().listAll(tx).stream()
            .collect(Collectors.toMap(OpenExecutionStore.Open::execution, Function.identity()));
    Map<StepId, StepRow> steps =
        stores.steps().listOpen(tx).stream()
            .collect(Collectors.toMap(StepRow::id, Function.identity()));
    List<ExecutionRow> executions = stores.executions().listOpen(tx);
    Map<Long, RerunRow> reruns = new HashMap<>();
    Set<Long> rerunIds = new HashSet<>();
    for (ExecutionRow execution : executions) {
      if (execution.rerun() != null) {
        rerunIds.add(execution.rerun());
      }
    }
    stores.executions().listReruns(tx, rerunIds).forEach(row -> reruns.put(row.execution(), row));
    Map<RunId, RunId> rootRuns = rootRuns(tx, executions);
    for (ExecutionRow row : executions) {
      StepRow step = Objects.requireNonNull(steps.get(row.id().step()));
      OpenExecutionStore.Open facts = Objects.requireNonNull(open.get(row.sequence()));
      StepOptions options = row.options() != null ? row.options() : step.options();
      OpenExecution execution =
          new OpenExecution(
              row,
              step,
              options,
              row.rerun() == null ? null : reruns.get(row.rerun()),
              Objects.requireNonNull(rootRuns.get(row.id().run())));
      execution.recordedOpen = true;
      state.put(execution);
      place(execution, facts, now);
    }
  }

  private Map<RunId, RunId> rootRuns(Tx tx, List<ExecutionRow> executions) {
    Set<RunId> runs = executions.stream().map(row -> row.id().run()).collect(Collectors.toSet());
    Map<RunId, RunId> rootRuns = new HashMap<>();
    for (List<RunId> some : Chunks.of(runs)) {
      rootRuns.putAll(stores.runs().listRoots(tx, some));
    }
    rootRuns.forEach(roots::put);
    return rootRuns;
  }

  private void place(OpenExecution execution, OpenExecutionStore.Open facts, Instant now) {
    Long sessionId = facts.session();
    if (sessionId == null) {
      execution.queued = true;
      Instant notBefore = execution.row().notBefore();
      if (notBefore == null || !notBefore.isAfter(now)) {
        state.ready().add(execution.entry());
      } else {
        state.timers().add(new Timers.Timer.Due(notBefore, execution.sequence()));
      }
      return;
    }
    WorkerSession session = state.sessions().get(new SessionId(sessionId));
    execution.session = session;
    if (session != null) {
      session.assign(execution.sequence());
      session.setWaiting(execution.sequence(), state.waits().isWaiting(execution.sequence()));
    }
    if (facts.deadline() != null) {
      state.timers().add(new Timers.Timer.Deadline(facts.deadline(), execution.sequence()));
    }
  }

  private void loadDependencies(Tx tx) {
    Set<Long> open = state.open().stream().map(OpenExecution::sequence).collect(Collectors.toSet());
    for (List<Long> some : Chunks.of(open)) {
      for (CallStore.Dependency dependency : stores.calls().listDependencies(tx, some)) {
        OpenExecution execution = state.findOpen(dependency.execution());
        if (execution != null) {
          execution.dependencies.add(dependency.dependency());
        }
      }
    }
  }

  private void loadCalls(Tx tx) {
    Set<Long> callers =
        state.open().stream()
            .filter(execution -> execution.session != null)
            .map(OpenExecution::sequence)
            .collect(Collectors.toSet());
    for (List<Long> some : Chunks.of(callers)) {
      stores
          .calls()
          .listLastNumbers(tx, some)
          .forEach(
              (caller, number) -> Objects.requireNonNull(state.findOpen(caller)).lastCall = number);
      for (CallStore.Submitted call : stores.calls().listUnsettled(tx, some)) {
        Objects.requireNonNull(state.findOpen(call.caller())).submitted.add(call.callee());
      }
    }
  }

  private void loadForwards(Tx tx) {
    Set<Long> ends = state.open().stream().map(OpenExecution::sequence).collect(Collectors.toSet());
    while (!ends.isEmpty()) {
      Set<Long> origins = new HashSet<>();
      for (List<Long> some : Chunks.of(ends)) {
        for (ResultStore.Forwarding forwarding : stores.results().listForwardingTo(tx, some)) {
          state.forwards().add(forwarding.execution(), forwarding.successor());
          origins.add(forwarding.execution());
        }
      }
      ends = origins;
    }
  }
}
