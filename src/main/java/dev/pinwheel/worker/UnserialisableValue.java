package dev.pinwheel.worker;

/** A value has no form in JSON; the message names the path to the offending part. */
final class UnserialisableValue extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnserialisableValue(String message, Throwable cause) {
    super(message, cause);
  }
}
