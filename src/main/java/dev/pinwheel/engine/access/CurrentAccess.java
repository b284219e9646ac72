package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.store.Tx;

/**
 * Who may do what (A1–A5): with what the transaction under way has changed, and as it is committed.
 * Confined to the committing thread, except where stated.
 */
public final class CurrentAccess {

  private AccessSnapshot rules;
  private volatile AccessSnapshot published;

  public CurrentAccess(AccessSnapshot rules) {
    this.rules = rules;
    this.published = rules;
  }

  /** With what the transaction under way has changed. */
  public AccessSnapshot rules() {
    return rules;
  }

  /** As they are committed. May be called by any thread. */
  public AccessSnapshot published() {
    return published;
  }

  /** These are the rules of the database. */
  public void load(Tx tx, AccessSnapshot loaded) {
    rules = loaded;
    tx.beforeAnswers(() -> published = loaded);
  }

  /** The transaction has changed the rules. */
  void replace(Tx tx, AccessSnapshot changed) {
    AccessSnapshot before = rules;
    load(tx, changed);
    tx.afterRollback(() -> rules = before);
  }
}
