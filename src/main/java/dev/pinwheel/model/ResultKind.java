package dev.pinwheel.model;

/**
 * How an execution ended (E1). An execution has at most one result; the first recorded wins. Stored
 * and sent by its {@link #word()}.
 */
public enum ResultKind {
  /** Ended in a value. */
  VALUE("value", false),
  FAILED("failed", false),
  TIMED_OUT("timedOut", false),
  /** Its worker was lost. */
  ABANDONED("abandoned", false),
  CANCELLED("cancelled", false),
  /** A re-run took its place (F3). */
  SUPERSEDED("superseded", true),
  /** It failed, timed out or was abandoned, and is tried again (E3). */
  RETRIED("retried", true),
  SUSPENDED("suspended", true),
  RECURRED("recurred", true),
  /** Answered by another execution through the cache (C2). */
  CACHED("cached", true),
  DEFERRED("deferred", true),
  /** A call of a workflow: its outcome is that of step 1 of another run. */
  SPAWNED("spawned", true);

  private final String word;
  private final boolean forwarding;

  ResultKind(String word, boolean forwarding) {
    this.word = word;
    this.forwarding = forwarding;
  }

  public String word() {
    return word;
  }

  /** True when the outcome is that of another execution (E2). */
  public boolean isForwarding() {
    return forwarding;
  }

  /** True for superseded, retried, suspended, recurred: forwarded within the step. */
  public boolean staysInStep() {
    return this == SUPERSEDED || this == RETRIED || this == SUSPENDED || this == RECURRED;
  }

  /** The kind with this word. */
  public static ResultKind ofWord(String word) {
    for (ResultKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("No kind of result is called '" + word + "'");
  }
}
