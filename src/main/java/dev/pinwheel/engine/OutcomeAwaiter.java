package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.store.CallStore;
import dev.pinwheel.store.RunReferenceStore.Kind;
import dev.pinwheel.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets an execution wait for the outcome of another (E2, D2), unless that would close a cycle
 * (M10).
 */
final class OutcomeAwaiter {

  private final Stores stores;
  private final EngineState state;
  private final Outcomes outcomes;

  OutcomeAwaiter(Stores stores, EngineState state, Outcomes outcomes) {
    this.stores = stores;
    this.state = state;
    this.outcomes = outcomes;
  }

  /**
   * The outcome, or the wait for it.
   *
   * @throws Rejection (cycle)
   */
  WorkerCommand.Resolution await(Tx tx, OpenExecution waiter, ExecutionId asked, long awaited) {
    OpenExecution end = state.findOpenEnd(awaited);
    if (end == null) {
      depend(tx, waiter, awaited, asked.run());
      Optional<Outcome> outcome = outcomes.find(tx, awaited);
      return new WorkerCommand.Resolution(outcome.orElseThrow());
    }
    if (state.waits().reaches(end.sequence(), waiter.sequence())) {
      throw cycle(waiter, asked, end.sequence());
    }
    if (!depend(tx, waiter, awaited, asked.run())) {
      stores.calls().beginWait(tx, waiter.sequence(), awaited);
    }
    state.waits().add(tx, waiter.sequence(), asked, end.sequence());
    WorkerSession session = waiter.session;
    if (session != null) {
      session.setWaiting(waiter.sequence(), true);
    }
    return new WorkerCommand.Resolution(null);
  }

  /**
   * Records outcomes that the execution has used. Returns how many are new.
   *
   * @param settled the executions, and the runs to which they belong
   * @throws Rejection (invalid state) when one is still open
   */
  int use(Tx tx, OpenExecution user, Map<Long, RunId> settled) {
    settled.keySet().forEach(execution -> checkSettled(user, execution));
    int before = user.dependencies.size();
    settled.forEach((execution, run) -> depend(tx, user, execution, run));
    return user.dependencies.size() - before;
  }

  /** When the engine starts: restores the waits of executions whose workers may reconnect. */
  void restore(Tx tx) {
    Set<Long> assigned =
        state.open().stream()
            .filter(execution -> execution.session != null)
            .map(OpenExecution::sequence)
            .collect(Collectors.toSet());
    for (List<Long> some : Chunks.of(assigned)) {
      for (CallStore.Dependency wait : stores.calls().listWaited(tx, some)) {
        OpenExecution end = state.findOpenEnd(wait.dependency());
        OpenExecution waiter = state.findOpen(wait.execution());
        if (end != null && waiter != null) {
          ExecutionId asked = stores.executions().getId(tx, wait.dependency());
          state.waits().add(tx, waiter.sequence(), asked, end.sequence());
          Objects.requireNonNull(waiter.session).setWaiting(waiter.sequence(), true);
        }
      }
    }
  }

  /**
   * @throws Rejection (invalid state) when it is still open
   */
  void checkSettled(OpenExecution user, long execution) {
    OpenExecution open = state.findOpenEnd(execution);
    if (open != null) {
      throw Rejection.invalidState(
          "%s cannot have used the outcome of %s, which is still open."
              .formatted(user.id(), open.id()));
    }
  }

  /** False when that dependency is recorded already. */
  private boolean depend(Tx tx, OpenExecution waiter, long awaited, RunId awaitedRun) {
    boolean fresh = waiter.dependencies.add(awaited);
    if (fresh) {
      stores.calls().insertWaited(tx, waiter.id().run(), waiter.sequence(), awaited);
      stores.references().refer(tx, waiter.id().run(), awaitedRun, Kind.HANDLE);
    }
    return fresh;
  }

  /**
   * Names the cycle that a wait would close.
   *
   * @param end the open execution that {@code awaited} leads to
   */
  Rejection cycle(OpenExecution waiter, ExecutionId awaited, long end) {
    if (waiter.id().equals(awaited)) {
      return Rejection.cycle(
          "%s would wait for itself: it called itself with the same memoized arguments."
              .formatted(named(waiter.sequence())));
    }
    String path =
        state.waits().path(end, waiter.sequence()).stream()
            .map(this::named)
            .collect(Collectors.joining(" → "));
    return Rejection.cycle(
        "%s would wait for %s, which waits for it: %s → %s. Change the arguments, or do not memoize the call."
            .formatted(named(waiter.sequence()), awaited, path, named(end)));
  }

  private String named(long execution) {
    OpenExecution open = Objects.requireNonNull(state.findOpenEnd(execution));
    return open.step().target() + " " + open.id();
  }
}
