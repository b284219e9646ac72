package dev.pinwheel.engine;

import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.ActivityStore;
import dev.pinwheel.store.CallStore;
import dev.pinwheel.store.CandidateStore;
import dev.pinwheel.store.ExecutionStore;
import dev.pinwheel.store.IncarnationStore;
import dev.pinwheel.store.ManifestStore;
import dev.pinwheel.store.OpenExecutionStore;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.ResultStore;
import dev.pinwheel.store.RetentionStore;
import dev.pinwheel.store.RunReferenceStore;
import dev.pinwheel.store.RunRemovalStore;
import dev.pinwheel.store.RunStore;
import dev.pinwheel.store.SessionStore;
import dev.pinwheel.store.StepStore;
import dev.pinwheel.store.WorkspaceStore;

/** The stores that commands write to. */
record Stores(
    WorkspaceStore workspaces,
    ManifestStore manifests,
    RunStore runs,
    StepStore steps,
    ExecutionStore executions,
    OpenExecutionStore open,
    SessionStore sessions,
    ResultStore results,
    CallStore calls,
    CandidateStore candidates,
    IncarnationStore incarnations,
    RunReferenceStore references,
    RetentionStore retention,
    RunRemovalStore removals,
    AccessStore access,
    ActivityStore activity) {

  static Stores with(Payloads payloads) {
    return new Stores(
        new WorkspaceStore(),
        new ManifestStore(),
        new RunStore(),
        new StepStore(payloads),
        new ExecutionStore(),
        new OpenExecutionStore(),
        new SessionStore(),
        new ResultStore(payloads),
        new CallStore(payloads),
        new CandidateStore(),
        new IncarnationStore(),
        new RunReferenceStore(),
        new RetentionStore(),
        new RunRemovalStore(),
        new AccessStore(),
        new ActivityStore());
  }
}
