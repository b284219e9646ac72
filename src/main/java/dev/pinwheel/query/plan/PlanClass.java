package dev.pinwheel.query.plan;

/** The prediction for a call. */
public enum PlanClass {
  /**
   * The forced step, calls that are neither memoized nor cached, and those for which nothing fits.
   */
  WILL_RUN("will run"),
  /** Looked up, or answered from the cache, with arguments that cannot have changed. */
  WILL_BE_REUSED("will be reused"),
  /** The same, with arguments that an earlier call may change. */
  REUSED_IF_EQUAL("reused if its arguments stay equal");

  private final String words;

  PlanClass(String words) {
    this.words = words;
  }

  /** E.g. {@code will run}. */
  public String words() {
    return words;
  }
}
