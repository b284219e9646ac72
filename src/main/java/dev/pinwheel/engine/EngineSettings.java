package dev.pinwheel.engine;

import java.time.Duration;

/**
 * The settings of the engine.
 *
 * @param workerGracePeriod how long executions wait for a specific worker after its session has
 *     ended (D1)
 * @param silence how long a worker may be silent before it gets no new executions
 * @param lease how long a worker may be silent before its executions are abandoned (E3)
 * @param groupLimit the maximum number of commands that share one commit
 * @param idleSignIn how long a sign-in lasts in which nobody does anything
 * @param activityKept how long it is kept who did what (A6)
 */
public record EngineSettings(
    Duration workerGracePeriod,
    Duration silence,
    Duration lease,
    int groupLimit,
    Duration idleSignIn,
    Duration activityKept) {

  /** How often a worker sends a heartbeat; the same for every server. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(5);

  public static final EngineSettings DEFAULT =
      new EngineSettings(
          Duration.ofMinutes(10), Duration.ofSeconds(15), Duration.ofSeconds(60), 512);

  /** The usual durations for people. */
  public EngineSettings(
      Duration workerGracePeriod, Duration silence, Duration lease, int groupLimit) {
    this(workerGracePeriod, silence, lease, groupLimit, Duration.ofHours(12), Duration.ofDays(365));
  }

  public EngineSettings {
    if (silence.compareTo(HEARTBEAT) <= 0 || lease.compareTo(silence) <= 0) {
      throw new IllegalArgumentException(
          "Expected a worker's silence (%d s) to be longer than its heartbeat (%d s), and its lease (%d s) longer than that."
              .formatted(silence.toSeconds(), HEARTBEAT.toSeconds(), lease.toSeconds()));
    }
  }
}
