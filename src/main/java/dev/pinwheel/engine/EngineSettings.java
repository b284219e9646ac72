package dev.pinwheel.engine;

import java.time.Duration;

/**
 * What may be set about the engine.
 *
 * @param forgetWorkerAfter how long executions wait for a specific worker that is gone (D1)
 * @param groupLimit how many commands share one commit at the most
 */
public record EngineSettings(Duration forgetWorkerAfter, int groupLimit) {

  public static final EngineSettings DEFAULT = new EngineSettings(Duration.ofMinutes(10), 512);
}
