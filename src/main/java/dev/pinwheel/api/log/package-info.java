/**
 * Logs of runs and executions, and following them. Start with {@link
 * dev.pinwheel.api.log.LogController}.
 */
@NullMarked
package dev.pinwheel.api.log;

import org.jspecify.annotations.NullMarked;
