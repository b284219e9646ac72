package dev.pinwheel.store.journal;

import java.util.List;

/**
 * What one transaction changes.
 *
 * @param previous the number of the commit that it follows; -1 when there is none
 * @param number its own number, higher than that
 * @param highestRun the highest number of a run that it reserved; 0 when it reserved none
 */
public record ChangeGroup(long previous, long number, long highestRun, List<Change> changes) {}
