package dev.pinwheel.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Keeps a fault that goes on from filling the log: one line a minute and cause. Thread-safe. */
final class LogLimit {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Instant> logged = new HashMap<>();

  LogLimit(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether a message because of this problem is to be logged now. */
  boolean isDue(String message, Throwable problem) {
    return isDue(message + rootOf(problem));
  }

  /** What wraps it may contain positions and numbers that change each time. */
  private static Throwable rootOf(Throwable problem) {
    Throwable root = problem;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  /** Whether this cause is to be logged now. */
  synchronized boolean isDue(String cause) {
    Instant now = clock.instant();
    logged.values().removeIf(before -> !before.plus(INTERVAL).isAfter(now));
    return logged.putIfAbsent(cause, now) == null;
  }
}
