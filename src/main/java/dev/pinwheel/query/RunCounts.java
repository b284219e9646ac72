package dev.pinwheel.query;

/**
 * What a list says of a run.
 *
 * @param failed how many steps of the tree failed
 */
record RunCounts(boolean stale, int failed, int reusedCalls, int calls) {}
