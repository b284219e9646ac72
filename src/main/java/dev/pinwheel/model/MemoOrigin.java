package dev.pinwheel.model;

/** Where the memo option that counts for a call came from (M2), strongest first. */
public enum MemoOrigin {
  /** An override of the re-run. */
  RERUN("rerun"),
  CALL_SITE("callSite"),
  /** The task's own option. */
  TASK("task"),
  /** The run's default: the workflow's memo, or what was given at submit. */
  RUN("run"),
  /** Not set anywhere: off. */
  NONE("none");

  private final String word;

  MemoOrigin(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** The origin with this word. */
  public static MemoOrigin ofWord(String word) {
    for (MemoOrigin origin : values()) {
      if (origin.word.equals(word)) {
        return origin;
      }
    }
    throw new IllegalArgumentException("No origin of a memo option is called '" + word + "'");
  }
}
