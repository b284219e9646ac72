package dev.pinwheel.engine;

import java.time.Duration;

/**
 * What may be set about the engine.
 *
 * @param workerGracePeriod how long executions wait for a specific worker that is gone (D1)
 * @param silence how long a worker may say nothing before it gets nothing new
 * @param lease how long a worker may say nothing before its executions are abandoned (E3)
 * @param groupLimit how many commands share one commit at the most
 */
public record EngineSettings(
    Duration workerGracePeriod, Duration silence, Duration lease, int groupLimit) {

  /** How often a worker says that it is alive; the same for every server. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(5);

  public static final EngineSettings DEFAULT =
      new EngineSettings(
          Duration.ofMinutes(10), Duration.ofSeconds(15), Duration.ofSeconds(60), 512);

  public EngineSettings {
    if (silence.compareTo(HEARTBEAT) <= 0 || lease.compareTo(silence) <= 0) {
      throw new IllegalArgumentException(
          "Expected a worker's silence (%d s) to be longer than its heartbeat (%d s), and its lease (%d s) longer than that."
              .formatted(silence.toSeconds(), HEARTBEAT.toSeconds(), lease.toSeconds()));
    }
  }
}
