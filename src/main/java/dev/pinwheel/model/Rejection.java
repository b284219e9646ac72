package dev.pinwheel.model;

/**
 * The caller's mistake, said in a sentence: what was expected, what was found, what to do. Nothing
 * was changed. Mapped to problem+json, a protocol error or a notification at the edges.
 */
public final class Rejection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The kind of mistake. */
  public enum Kind {
    NOT_FOUND,
    INVALID_ARGUMENT,
    INVALID_STATE,
    FORBIDDEN,
    CONFLICT,
    /** A wait that would close a cycle (M10). */
    CYCLE,
    /** The server cannot do it at the moment; the same may be asked again later. */
    UNAVAILABLE
  }

  private final Kind kind;

  private Rejection(Kind kind, String sentence) {
    super(sentence, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** The sentence. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public static Rejection notFound(String sentence) {
    return new Rejection(Kind.NOT_FOUND, sentence);
  }

  public static Rejection invalidArgument(String sentence) {
    return new Rejection(Kind.INVALID_ARGUMENT, sentence);
  }

  public static Rejection invalidState(String sentence) {
    return new Rejection(Kind.INVALID_STATE, sentence);
  }

  public static Rejection forbidden(String sentence) {
    return new Rejection(Kind.FORBIDDEN, sentence);
  }

  public static Rejection conflict(String sentence) {
    return new Rejection(Kind.CONFLICT, sentence);
  }

  public static Rejection cycle(String sentence) {
    return new Rejection(Kind.CYCLE, sentence);
  }

  public static Rejection unavailable(String sentence) {
    return new Rejection(Kind.UNAVAILABLE, sentence);
  }
}
