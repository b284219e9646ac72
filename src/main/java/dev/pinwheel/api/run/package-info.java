/**
 * Runs: submitting, listing, reading and cancelling them. Start with {@link
 * dev.pinwheel.api.run.RunController}; {@link dev.pinwheel.api.run.LongPoll} waits for a change of
 * a run, and {@link dev.pinwheel.api.run.WaitingRequests} counts who does.
 */
@NullMarked
package dev.pinwheel.api.run;

import org.jspecify.annotations.NullMarked;
