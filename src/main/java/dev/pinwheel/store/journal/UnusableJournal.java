package dev.pinwheel.store.journal;

import java.io.IOException;

/** A journal that does not continue its database, or cannot be read. */
public final class UnusableJournal extends IOException {

  private static final long serialVersionUID = 1L;

  private final long number;

  /**
   * @param problem what was expected and what was found
   * @param number of the last commit that is known; {@link Recovery#NO_COMMIT} for none
   */
  UnusableJournal(String problem, long number) {
    super(problem);
    this.number = number;
  }

  /** A number that was given out for certain. */
  public long number() {
    return number;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
