package dev.pinwheel.query;

import dev.pinwheel.model.KeepReason;
import java.util.Map;

/**
 * What a retention would remove of the runs submitted in a workspace, as far as that is visible
 * from there (W4): what a child keeps is not known, so it may be less.
 *
 * @param runs how many runs
 * @param executions how many executions of them
 * @param bytes about how much their payloads, logs and rows occupy
 * @param kept how many runs are old enough and are kept, by reason
 * @param complete false when there are more runs than were looked at
 */
public record RetentionPreview(
    int runs, int executions, long bytes, Map<KeepReason, Integer> kept, boolean complete) {

  public RetentionPreview {
    kept = Map.copyOf(kept);
  }
}
