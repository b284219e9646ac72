package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.Tx;
import java.util.function.ToIntFunction;

/** Makes changes of the rules take effect: everybody goes by them before a command is answered. */
public final class AccessChanges {

  private final AccessStore store;
  private final CurrentAccess current;
  private final ToIntFunction<Tx> endUncovered;

  /**
   * @param endUncovered ends the sessions whose tokens do not cover them any more; returns how many
   */
  public AccessChanges(AccessStore store, CurrentAccess current, ToIntFunction<Tx> endUncovered) {
    this.store = store;
    this.current = current;
    this.endUncovered = endUncovered;
  }

  /** With what the transaction has changed. */
  AccessSnapshot rules() {
    return current.rules();
  }

  /** Users, grants, tokens or reservations have changed. */
  void apply(Tx tx) {
    reload(tx);
    var unused = endUncovered(tx);
  }

  /** As {@link #apply}, when sessions of workers are covered as before. */
  void reload(Tx tx) {
    current.replace(tx, store.load(tx));
    announce(tx);
  }

  /** Ends the sessions whose tokens do not cover them any more; returns how many. */
  int endUncovered(Tx tx) {
    return endUncovered.applyAsInt(tx);
  }

  /** Names and patterns of workspaces have changed. */
  public void workspacesChanged(Tx tx) {
    if (rules().isSecured()) {
      var unused = endUncovered(tx);
      announce(tx);
    }
  }

  /** Those who are signed in look again at what they may do. */
  void announce(Tx tx) {
    tx.emit(new EngineEvent.AccessChanged());
  }
}
