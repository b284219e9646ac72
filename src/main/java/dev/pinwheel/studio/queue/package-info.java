/**
 * What executes and what waits, with the reason and the remedy. Start with {@link
 * dev.pinwheel.studio.queue.QueueView}.
 */
@NullMarked
package dev.pinwheel.studio.queue;

import org.jspecify.annotations.NullMarked;
