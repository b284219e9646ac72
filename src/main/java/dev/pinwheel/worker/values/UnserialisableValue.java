package dev.pinwheel.worker.values;

/** A value cannot be written as JSON; the message names the path to the offending part. */
public final class UnserialisableValue extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UnserialisableValue(String message, Throwable cause) {
    super(message, cause);
  }
}
