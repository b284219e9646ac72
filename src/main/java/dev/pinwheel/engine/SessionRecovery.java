package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.store.ManifestStore.Declared;
import dev.pinwheel.store.SessionRow;
import dev.pinwheel.store.SessionStore.End;
import dev.pinwheel.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Restores sessions after a restart: those that can be resumed are kept for a lease from now, so
 * that workers can reconnect after an outage; all others end.
 */
final class SessionRecovery {

  private final Stores stores;
  private final EngineState state;
  private final ExecutionEnder endings;
  private final EngineSettings settings;

  SessionRecovery(
      Stores stores, EngineState state, ExecutionEnder endings, EngineSettings settings) {
    this.stores = stores;
    this.state = state;
    this.endings = endings;
    this.settings = settings;
  }

  /** Before executions are loaded: which sessions there are. */
  void restore(Tx tx) {
    List<SessionRow> open = stores.sessions().listOpen(tx);
    List<SessionRow> awaited = stores.sessions().listAwaited(tx);
    Map<Long, Declared> manifests =
        stores
            .manifests()
            .listNewest(
                tx,
                Stream.concat(open.stream(), awaited.stream())
                    .flatMap(row -> row.manifests().values().stream())
                    .collect(Collectors.toSet()))
            .stream()
            .collect(Collectors.toMap(Declared::id, Function.identity(), (one, same) -> one));
    for (SessionRow row : open) {
      if (row.instanceHash() == null) {
        stores
            .sessions()
            .end(
                tx,
                row.id(),
                row.isEmbedded() ? End.CLOSED : End.LOST,
                row.isEmbedded() ? null : tx.now().plus(settings.workerGracePeriod()));
        continue;
      }
      WorkerSession session = session(row, manifests);
      if (!session.isSuspended()) {
        stores.sessions().suspend(tx, row.id(), row.heardAt());
        session.setSuspended(true);
      }
      session.heardAt = tx.now();
      state.addSession(session);
    }
    for (SessionRow row : awaited) {
      state.addGone(session(row, manifests));
    }
  }

  private WorkerSession session(SessionRow row, Map<Long, Declared> manifests) {
    WorkerSession session =
        new WorkerSession(row, row.pattern(), NoLink.INSTANCE, state::workersChanged);
    session.setManifests(ManifestDeclarations.named(row.manifests(), manifests));
    return session;
  }

  /** After executions are loaded: those of sessions that are over are abandoned (E3). */
  void abandon(Tx tx) {
    List<OpenExecution> lost =
        state.open().stream().filter(open -> !open.queued && open.session == null).toList();
    endings.abandon(tx, lost, "of the server before its restart");
  }

  /**
   * The link of a worker that has not reconnected since the server restarted. Drops everything: the
   * worker asks again, and gets its orders again, when it resumes its session.
   */
  private enum NoLink implements WorkerLink {
    INSTANCE;

    @Override
    public void execute(Order order) {}

    @Override
    public void stop(ExecutionId execution, String reason) {}

    @Override
    public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {}

    @Override
    public void settled(ExecutionId caller, Outcome outcome) {}
  }
}
