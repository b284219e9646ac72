package dev.pinwheel.key;

/**
 * A payload that is no valid value: malformed JSON, or JSON outside what payloads may hold.
 *
 * <p>It is the sender's mistake; the caller turns it into a rejection.
 */
public final class InvalidValue extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  InvalidValue(String path, String problem) {
    super("Invalid value at " + path + ": " + problem);
    this.path = path;
    this.problem = problem;
  }

  /**
   * Where in the value: {@code $} is the value itself, {@code $.a[3].b} a part of it. Very long
   * paths and names are shortened with {@code …}.
   */
  public String path() {
    return path;
  }

  /** What was expected and what was found, as a sentence without the path. */
  public String problem() {
    return problem;
  }

  /** The same problem, with the value seen as one element of a list of arguments. */
  InvalidValue inArgument(int position) {
    return new InvalidValue("$[" + position + "]" + path.substring(1), problem);
  }
}
