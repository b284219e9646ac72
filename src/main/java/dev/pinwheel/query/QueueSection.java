package dev.pinwheel.query;

/** What open executions do, for the queue. */
public enum QueueSection {
  /** A worker computes it. */
  EXECUTING("executing"),
  /** It is due, and waits for a slot, a worker, or its workspace. */
  DUE("due"),
  /** Its time has not come yet. */
  SCHEDULED("scheduled"),
  /** It is assigned, and waits for the outcome of another execution. */
  BLOCKED("blocked");

  private final String word;

  QueueSection(String word) {
    this.word = word;
  }

  /** The word for people and addresses, in lower case. */
  public String word() {
    return word;
  }
}
