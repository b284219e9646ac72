package dev.pinwheel.engine;

import dev.pinwheel.engine.Timers.Timer;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.SessionStore.End;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The leases of workers. An unreachable worker first gets no new executions, then its executions
 * are abandoned (E3), and after a grace period other workers may take over (D1).
 */
final class SessionLeases {

  /** How often heartbeats are written to the database, for people to see. */
  private static final Duration WRITE_EVERY = Duration.ofSeconds(10);

  private final Stores stores;
  private final EngineState state;
  private final ExecutionEnder endings;
  private final EngineSettings settings;
  private final ObservationGaps gaps;

  SessionLeases(
      Stores stores,
      EngineState state,
      ExecutionEnder endings,
      EngineSettings settings,
      ObservationGaps gaps) {
    this.stores = stores;
    this.state = state;
    this.endings = endings;
    this.settings = settings;
    this.gaps = gaps;
  }

  /** Schedules the next check of whether the session is silent. */
  void watch(WorkerSession session) {
    if (session.isLeased()) {
      state.timers().add(new Timer.Silence(patienceEnds(session), session.id()));
    }
  }

  /** Schedules the end of the grace period of a session that has ended (D1). */
  void watchGone(WorkerSession gone) {
    state.timers().add(new Timer.Forget(Objects.requireNonNull(gone.awaitedUntil()), gone.id()));
  }

  /** The grace period of a worker has ended: other workers may take over. */
  void forget(Tx tx, Timer.Forget forget) {
    WorkerSession gone = state.goneSessions().get(forget.session());
    if (gone != null) {
      forget(tx, gone);
    }
  }

  /** Nothing waits any more for a session that has ended. */
  void forget(Tx tx, WorkerSession gone) {
    state.removeGone(gone);
    tx.afterRollback(() -> state.addGone(gone));
    stores.sessions().forget(tx, gone.row().id());
    tx.emit(new EngineEvent.SessionsChanged());
  }

  /** Time in which the server could not receive anything does not count as silence. */
  private Instant patienceEnds(WorkerSession session) {
    return session
        .heardAt
        .plus(session.isSuspended() ? settings.lease() : settings.silence())
        .plus(gaps.since(session.heardAt));
  }

  boolean heartbeat(Tx tx, WorkerCommand.Heartbeat command) {
    WorkerSession session = state.sessions().get(command.session());
    if (session == null || !session.link().guards(command.link())) {
      return false;
    }
    reached(tx, session);
    return true;
  }

  /** A message or heartbeat of the worker has arrived. */
  void reached(Tx tx, WorkerSession session) {
    session.heardAt = tx.now();
    if (session.isSuspended()) {
      session.setSuspended(false);
      tx.afterRollback(() -> session.setSuspended(true));
      tx.emit(new EngineEvent.SessionsChanged());
    } else if (session.heardWritten.plus(WRITE_EVERY).isAfter(tx.now())) {
      return;
    }
    session.heardWritten = tx.now();
    stores.sessions().heard(tx, session.row().id());
  }

  boolean suspend(Tx tx, WorkerCommand.SuspendSession command) {
    WorkerSession session = state.sessions().get(command.session());
    if (session == null || !session.link().guards(command.link())) {
      return false;
    }
    if (session.isLeased()) {
      suspend(tx, session);
    } else {
      end(tx, session, End.LOST, "The connection is lost.");
    }
    return true;
  }

  private void suspend(Tx tx, WorkerSession session) {
    if (!session.isSuspended()) {
      stores.sessions().suspend(tx, session.row().id(), session.heardAt);
      session.setSuspended(true);
      tx.afterRollback(() -> session.setSuspended(false));
      tx.emit(new EngineEvent.SessionsChanged());
    }
  }

  /** Checks whether anything of the worker has arrived in time. */
  void look(Tx tx, Timer.Silence silence) {
    WorkerSession session = state.sessions().get(silence.session());
    if (session == null) {
      return;
    }
    // The server may have been frozen between the observation before and this moment.
    gaps.observe(true);
    if (!patienceEnds(session).isAfter(tx.now())) {
      if (session.isSuspended()) {
        end(
            tx,
            session,
            End.LOST,
            "No heartbeat of worker %s arrived for %d s, so its executions were abandoned."
                .formatted(session.row().worker(), settings.lease().toSeconds()));
        return;
      }
      suspend(tx, session);
    }
    watch(session);
  }

  /** Ends the sessions of an archived workspace (W3). */
  void endOf(Tx tx, Workspace archived) {
    for (WorkerSession session : List.copyOf(state.sessions().values())) {
      if (archived.id().equals(session.row().workspace())) {
        end(
            tx,
            session,
            End.CLOSED,
            "'%s' is archived, so its workers have nothing to execute.".formatted(archived.name()));
      }
    }
  }

  /** Ends a session that its worker may not have any more: nothing waits for it (A5). */
  void endForGood(Tx tx, WorkerSession session, String reason) {
    var unused = end(tx, session, End.CLOSED, reason, null);
  }

  /** Ends the session; returns how many executions were abandoned. */
  int end(Tx tx, WorkerSession session, End how, String reason) {
    return end(
        tx,
        session,
        how,
        reason,
        isAwaited(session) ? tx.now().plus(settings.workerGracePeriod()) : null);
  }

  private int end(
      Tx tx, WorkerSession session, End how, String reason, @Nullable Instant awaitedUntil) {
    stores.sessions().end(tx, session.row().id(), how, awaitedUntil);
    state.removeSession(session);
    state.timers().removeSilence(session.id());
    session.setAwaitedUntil(awaitedUntil);
    if (awaitedUntil != null) {
      state.addGone(session);
      watchGone(session);
    }
    tx.afterRollback(() -> {
      session.setAwaitedUntil(null);
      state.removeGone(session);
      state.addSession(session);
    });
    List<OpenExecution> lost =
        List.copyOf(session.assigned()).stream()
            .map(state::findOpen)
            .filter(Objects::nonNull)
            .toList();
    endings.abandon(tx, lost, session.row().worker());
    tx.afterCommit(() -> session.link().closed(reason));
    tx.emit(new EngineEvent.SessionsChanged());
    return lost.size();
  }

  /**
   * Whether executions wait for it (D1): never for the embedded worker, nor in an archived
   * workspace.
   */
  private boolean isAwaited(WorkerSession session) {
    WorkspaceId workspace = session.row().workspace();
    return !session.row().isEmbedded()
        && (workspace == null
            || state.workspaces().get(workspace).state() != WorkspaceState.ARCHIVED);
  }
}
