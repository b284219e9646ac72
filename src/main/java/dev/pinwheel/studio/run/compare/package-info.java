/**
 * The Compare page of a run: what differs from an older attempt, another run or another workspace.
 * Start with {@link dev.pinwheel.studio.run.compare.ComparePage}.
 */
@NullMarked
package dev.pinwheel.studio.run.compare;

import org.jspecify.annotations.NullMarked;
