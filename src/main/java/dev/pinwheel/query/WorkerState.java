package dev.pinwheel.query;

/** How a worker's session is. */
public enum WorkerState {
  CONNECTED("connected"),
  /** Not heard of; it keeps what it has for a while and gets nothing new. */
  SILENT("silent"),
  /** It finishes what it has and gets nothing new. */
  LEAVING("leaving"),
  /** It left; its work waits for it for a while (D1). */
  LEFT("left"),
  /** Nothing was heard of it for too long; what it had was abandoned (E3). */
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
