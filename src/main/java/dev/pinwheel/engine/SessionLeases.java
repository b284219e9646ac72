package dev.pinwheel.engine;

import dev.pinwheel.engine.Timers.Timer;
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

/**
 * How long a worker is waited for that cannot be reached: it gets nothing new, then what it had is
 * abandoned (E3), then others may do its work (D1).
 */
final class SessionLeases {

  /** Signs of life are written so often, for people to see. */
  private static final Duration WRITE_EVERY = Duration.ofSeconds(10);

  private final Stores stores;
  private final EngineState state;
  private final ExecutionEnder endings;
  private final EngineSettings settings;

  SessionLeases(Stores stores, EngineState state, ExecutionEnder endings, EngineSettings settings) {
    this.stores = stores;
    this.state = state;
    this.endings = endings;
    this.settings = settings;
  }

  /** Looks at the session when it has been silent for long enough. */
  void watch(Session session) {
    if (session.isLeased()) {
      state.timers().add(new Timer.Silence(patienceEnds(session), session.id()));
    }
  }

  /** Forgets a session that has ended when nobody waits for it any more (D1). */
  void watchGone(Session gone) {
    state.timers().add(new Timer.Forget(Objects.requireNonNull(gone.awaitedUntil), gone.id()));
  }

  /** Executions have waited for long enough for a worker that is gone: others may have them. */
  void forget(Tx tx, Timer.Forget forget) {
    Session gone = state.goneSessions().remove(forget.session());
    if (gone != null) {
      tx.afterRollback(() -> state.goneSessions().put(gone.id(), gone));
      stores.sessions().forget(tx, gone.row().id());
      tx.emit(new EngineEvent.SessionsChanged());
    }
  }

  private Instant patienceEnds(Session session) {
    return session.heardAt.plus(session.suspended ? settings.lease() : settings.silence());
  }

  boolean heartbeat(Tx tx, Command.Heartbeat command) {
    Session session = state.sessions().get(command.session());
    if (session == null || !session.link().guards(command.link())) {
      return false;
    }
    reached(tx, session);
    return true;
  }

  /** The worker gave a sign of life. */
  void reached(Tx tx, Session session) {
    session.heardAt = tx.now();
    if (session.suspended) {
      session.suspended = false;
      tx.afterRollback(() -> session.suspended = true);
      tx.emit(new EngineEvent.SessionsChanged());
    } else if (session.heardWritten.plus(WRITE_EVERY).isAfter(tx.now())) {
      return;
    }
    session.heardWritten = tx.now();
    stores.sessions().heard(tx, session.row().id());
  }

  boolean suspend(Tx tx, Command.SuspendSession command) {
    Session session = state.sessions().get(command.session());
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

  private void suspend(Tx tx, Session session) {
    if (!session.suspended) {
      stores.sessions().suspend(tx, session.row().id(), session.heardAt);
      session.suspended = true;
      tx.afterRollback(() -> session.suspended = false);
      tx.emit(new EngineEvent.SessionsChanged());
    }
  }

  /** The time has come to look whether the worker was heard of. */
  void look(Tx tx, Timer.Silence silence) {
    Session session = state.sessions().get(silence.session());
    if (session == null) {
      return;
    }
    if (!patienceEnds(session).isAfter(tx.now())) {
      if (session.suspended) {
        end(
            tx,
            session,
            End.LOST,
            "Nothing was heard of worker %s for %d s, so its executions were abandoned."
                .formatted(session.row().worker(), settings.lease().toSeconds()));
        return;
      }
      suspend(tx, session);
    }
    watch(session);
  }

  /** A worker of an archived workspace has nothing to do any more (W3). */
  void endOf(Tx tx, Workspace archived) {
    for (Session session : List.copyOf(state.sessions().values())) {
      if (archived.id().equals(session.row().workspace())) {
        end(
            tx,
            session,
            End.CLOSED,
            "'%s' is archived, so there is nothing to do for a worker of it."
                .formatted(archived.name()));
      }
    }
  }

  /** The session is over; answers how many executions were abandoned. */
  int end(Tx tx, Session session, End how, String reason) {
    Instant awaitedUntil = isAwaited(session) ? tx.now().plus(settings.workerGracePeriod()) : null;
    stores.sessions().end(tx, session.row().id(), how, awaitedUntil);
    state.sessions().remove(session.id());
    session.awaitedUntil = awaitedUntil;
    if (awaitedUntil != null) {
      state.goneSessions().put(session.id(), session);
      watchGone(session);
    }
    tx.afterRollback(() -> {
      session.awaitedUntil = null;
      state.goneSessions().remove(session.id());
      state.sessions().put(session.id(), session);
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

  /** D1; nobody waits for the embedded worker, and in an archived workspace there is nothing to. */
  private boolean isAwaited(Session session) {
    WorkspaceId workspace = session.row().workspace();
    return !session.row().isEmbedded()
        && (workspace == null
            || state.workspaces().get(workspace).state() != WorkspaceState.ARCHIVED);
  }
}
