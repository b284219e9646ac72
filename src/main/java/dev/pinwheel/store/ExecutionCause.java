package dev.pinwheel.store;

import java.util.Locale;

/** Why an execution exists. */
public enum ExecutionCause {
  /** Step 1 of a submitted or spawned run. */
  SUBMIT,
  /** A call made it. */
  CALL,
  /** A re-run forced it (F1). */
  RERUN,
  /** A call landed on a step that a re-run also forces (F10). */
  FORCE,
  /** An earlier attempt failed, timed out or was abandoned (E3). */
  RETRY;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ExecutionCause ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
