/**
 * Log lines on their way into the database: in groups, in transactions of their own, on a thread of
 * their own, acknowledged once they are stored. Knows nothing of commands.
 */
@NullMarked
package dev.pinwheel.engine.log;

import org.jspecify.annotations.NullMarked;
