package dev.pinwheel.api.problem;

import java.time.Duration;

/** More than the server takes from one identity or address. */
public final class TooManyRequests extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long seconds;

  /**
   * @param sentence what there were too many of; completed by when to try again
   */
  public TooManyRequests(String sentence, Duration wait) {
    super(sentence, null, false, false);
    this.seconds = wait.toSeconds() + 1;
  }

  /** How long to wait, in seconds. */
  long seconds() {
    return seconds;
  }

  String sentence() {
    return "%s Try again in %d s.".formatted(getMessage(), seconds);
  }
}
