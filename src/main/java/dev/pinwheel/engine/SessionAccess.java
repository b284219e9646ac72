package dev.pinwheel.engine;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.engine.access.WorkerAccess;
import dev.pinwheel.model.Actor;
import dev.pinwheel.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Until when a worker may serve what its session covers (A5). */
final class SessionAccess {

  private final EngineState state;
  private final SessionLeases leases;
  private final WorkerAccess access;

  SessionAccess(EngineState state, SessionLeases leases) {
    this.state = state;
    this.access = new WorkerAccess(state.access(), state.workspaces());
    this.leases = leases;
  }

  /** Ends the sessions whose tokens do not cover them any more; returns how many. */
  int endUncovered(Tx tx) {
    int ended = 0;
    for (WorkerSession gone : List.copyOf(state.goneSessions().values())) {
      if (!isCovered(gone, tx.now())) {
        leases.forget(tx, gone);
      }
    }
    for (WorkerSession session : List.copyOf(state.sessions().values())) {
      if (!session.row().isEmbedded() && !isCovered(session, tx.now())) {
        leases.endForGood(
            tx,
            session,
            "The token of worker %s does not cover what it serves any more."
                .formatted(session.row().worker()));
        ended++;
      }
    }
    return ended;
  }

  private boolean isCovered(WorkerSession session, Instant now) {
    return actorOf(session)
        .filter(
            actor -> access.refusal(actor, session.scope(), session.row().modules(), now).isEmpty())
        .isPresent();
  }

  private Optional<Actor> actorOf(WorkerSession session) {
    AccessSnapshot rules = state.access().rules();
    Long token = session.row().token();
    if (token != null) {
      return rules.findToken(token).map(found -> rules.actorOf(found, Actor.Via.WORKER));
    }
    return rules.isSecured() ? Optional.empty() : Optional.of(Actor.LOCAL);
  }
}
