package dev.pinwheel.sdk;

/**
 * The server did not record a call: its options do not fit, or it would wait for itself (M10). The
 * message is the server's reason.
 */
public final class CallRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String type;

  /**
   * As the worker creates it.
   *
   * @param type the engine's word for the reason, e.g. {@code cycle}
   */
  public CallRefused(String type, String message) {
    super(message);
    this.type = type;
  }

  /** The engine's word for the reason, e.g. {@code cycle}. */
  public String type() {
    return type;
  }
}
