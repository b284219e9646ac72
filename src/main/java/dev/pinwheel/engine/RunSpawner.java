package dev.pinwheel.engine;

import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.store.RunReferenceStore.Kind;
import dev.pinwheel.store.RunStore;
import dev.pinwheel.store.Tx;

/** A call of a workflow starts another run, whose step 1 answers the call. */
final class RunSpawner {

  private final Stores stores;
  private final RunStarter starter;
  private final ExecutionLifecycle lifecycle;

  RunSpawner(Stores stores, RunStarter starter, ExecutionLifecycle lifecycle) {
    this.stores = stores;
    this.starter = starter;
    this.lifecycle = lifecycle;
  }

  /** Ends the execution of the call as spawned. */
  void spawn(Tx tx, OpenExecution calling, Manifest.Target target, BoundArguments arguments) {
    RunId id = starter.nextId(tx, calling.rootRun());
    OpenExecution first =
        starter.start(
            tx,
            new RunStore.RunRow(
                id,
                calling.workspace(),
                calling.step().module(),
                calling.step().target(),
                null,
                null,
                null,
                calling.sequence(),
                Actor.ENGINE.name()),
            target,
            arguments,
            calling.options().callSite(),
            calling.rerun());
    stores.references().refer(tx, calling.id().run(), id, Kind.SPAWNED);
    lifecycle.end(tx, calling, new Ending.Forwarded(ResultKind.SPAWNED, first.sequence()));
  }
}
