package dev.pinwheel.query;

/** What is predicted of a call. */
public enum PlanClass {
  /** The forced step, calls that are not memoized, and memoized ones for which nothing fits. */
  WILL_RUN("will run"),
  /** Looked up with arguments that cannot have changed. */
  WILL_BE_REUSED("will be reused"),
  /** Looked up with arguments that something before it may change. */
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
