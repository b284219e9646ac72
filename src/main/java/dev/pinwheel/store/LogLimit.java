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

  /** Whether this cause is to be logged now. */
  synchronized boolean isDue(String cause) {
    Instant now = clock.instant();
    logged.values().removeIf(before -> !before.plus(INTERVAL).isAfter(now));
    return logged.putIfAbsent(cause, now) == null;
  }
}
