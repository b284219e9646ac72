package dev.pinwheel.query;

/** What open executions do, for the queue. */
public enum QueueSection {
  /** A worker computes it. */
  EXECUTING("executing"),
  /** It could start, but for what it waits for: a slot, a worker, its workspace. */
  DUE("due"),
  /** Its time has not come. */
  SCHEDULED("scheduled"),
  /** A worker has it; it waits for the outcome of another. */
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
