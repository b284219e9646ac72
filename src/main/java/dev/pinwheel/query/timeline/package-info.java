/**
 * The timeline of a run: segments of attempts, idle gaps, the critical path and what would make a
 * run faster.
 *
 * <p>Start reading at {@link dev.pinwheel.query.timeline.Timelines}. What an execution did when is
 * derived by {@code query.facts.SegmentRule}; the rules here are pure and have tables as tests.
 */
@NullMarked
package dev.pinwheel.query.timeline;

import org.jspecify.annotations.NullMarked;
