package dev.pinwheel.worker.values;

import org.jspecify.annotations.Nullable;

/** A JSON text does not fit the declared type; the message names the path. */
public final class UnreadableValue extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UnreadableValue(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
