package dev.pinwheel.query;

/** The state of a worker's session. */
public enum WorkerState {
  CONNECTED("connected"),
  /**
   * It has sent nothing for some time. It keeps its executions for a while and gets no new ones.
   */
  SILENT("silent"),
  /** It finishes its executions and gets no new ones. */
  LEAVING("leaving"),
  /** It left. Its work waits for it for a while (D1). */
  LEFT("left"),
  /** It sent nothing for too long. Its executions were abandoned (E3). */
  LOST("lost");

  private final String word;

  WorkerState(String word) {
    this.word = word;
  }

  /** The word for people, in lower case. */
  public String word() {
    return word;
  }

  /** True when its session has not ended. */
  public boolean isOpen() {
    return this == CONNECTED || this == SILENT || this == LEAVING;
  }
}
