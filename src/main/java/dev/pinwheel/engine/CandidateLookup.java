package dev.pinwheel.engine;

import dev.pinwheel.engine.reuse.MemoRule;
import dev.pinwheel.engine.reuse.MemoRule.Candidate;
import dev.pinwheel.engine.reuse.MemoRule.Standing;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.StepStore;
import dev.pinwheel.store.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what {@link MemoRule} decides about, which also says what that is: the candidates of a
 * call (M4, F9).
 */
final class CandidateLookup {

  private final Stores stores;
  private final EngineState state;
  private final Outcomes outcomes;
  private final Dispatcher dispatcher;

  CandidateLookup(Stores stores, EngineState state, Outcomes outcomes, Dispatcher dispatcher) {
    this.stores = stores;
    this.state = state;
    this.outcomes = outcomes;
    this.dispatcher = dispatcher;
  }

  /** By memo key, in the caller's run, through the chain of its workspace. */
  MemoRule.Decision byKey(Tx tx, OpenExecution caller, byte[] memoKey) {
    WorkspaceChain chain = state.workspaces().chain(caller.workspace());
    List<Candidate> candidates =
        stores.candidates().listMemo(tx, caller.id().run(), memoKey, chain).stream()
            .map(row ->
                new Candidate(
                    row.execution(),
                    chain.depthOf(row.workspace()).orElseThrow(),
                    standing(caller, row.execution(), row.workspace())))
            .toList();
    return MemoRule.decide(candidates);
  }

  /** By target and all arguments, among those that ended in a value (F9). */
  MemoRule.Decision bySuccess(
      Tx tx, OpenExecution caller, String module, String target, byte[] argumentsHash) {
    WorkspaceChain chain = state.workspaces().chain(caller.workspace());
    List<Candidate> candidates = new ArrayList<>();
    for (StepStore.Success success :
        stores.steps().listSuccesses(tx, caller.id().run(), module, target, argumentsHash)) {
      if (chain.contains(success.workspace()) && outcomes.isValue(tx, success.execution())) {
        candidates.add(
            new Candidate(
                success.execution(),
                chain.depthOf(success.workspace()).orElseThrow(),
                Standing.VALUE));
      }
    }
    return MemoRule.decide(candidates);
  }

  private Standing standing(OpenExecution caller, long candidate, WorkspaceId workspace) {
    OpenExecution end = state.findOpenEnd(candidate);
    if (end == null) {
      return Standing.VALUE;
    }
    if (state.waits().reaches(end.sequence(), caller.sequence())) {
      return Standing.WAITS_FOR_CALLER;
    }
    boolean goesOn =
        workspace.equals(caller.workspace()) || end.session != null || dispatcher.canRun(end);
    return goesOn ? Standing.OPEN : Standing.STUCK;
  }
}
