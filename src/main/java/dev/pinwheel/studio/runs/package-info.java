/**
 * The list of runs as seen from a workspace, and the welcome of the first use. Start with {@link
 * dev.pinwheel.studio.runs.RunsView}.
 */
@NullMarked
package dev.pinwheel.studio.runs;

import org.jspecify.annotations.NullMarked;
