package dev.pinwheel.query.view;

/** How stale an execution is, seen from a workspace (T1); ordered from fresh to stale. */
public enum Staleness {
  FRESH(""),
  /** The newer execution that its call would find now is still open. */
  MAY_BECOME_STALE("may become stale"),
  /** A call leads to a stale execution. */
  STALE_BELOW("stale below"),
  /** A call of it is outdated. */
  STALE("stale");

  private final String word;

  Staleness(String word) {
    this.word = word;
  }

  /** The words for people; empty for fresh. */
  public String word() {
    return word;
  }

  public boolean isStale() {
    return this == STALE || this == STALE_BELOW;
  }

  public Staleness atLeast(Staleness other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
