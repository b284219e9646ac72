/**
 * The log of a run or of one execution: read page by page, kept in the browser only. Start with
 * {@link dev.pinwheel.studio.run.logs.LogsTab}.
 */
@NullMarked
package dev.pinwheel.studio.run.logs;

import org.jspecify.annotations.NullMarked;
