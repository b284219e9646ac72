/**
 * Telling, by a notification of the browser, that a run has ended. Start with {@link
 * dev.pinwheel.studio.run.notice.EndNotices}.
 */
@NullMarked
package dev.pinwheel.studio.run.notice;

import org.jspecify.annotations.NullMarked;
