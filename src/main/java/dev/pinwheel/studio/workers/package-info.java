/**
 * The workers of a workspace and its bases. Start with {@link
 * dev.pinwheel.studio.workers.WorkersView}.
 */
@NullMarked
package dev.pinwheel.studio.workers;

import org.jspecify.annotations.NullMarked;
