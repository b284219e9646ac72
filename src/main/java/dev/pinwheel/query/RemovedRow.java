package dev.pinwheel.query;

import java.time.Instant;

/**
 * What was removed of the runs of a workspace within an hour (G3).
 *
 * @param runs how many runs
 * @param executions how many executions of them were visible from there
 * @param until when the last of them was removed
 */
public record RemovedRow(Instant from, Instant until, int runs, int executions) {}
