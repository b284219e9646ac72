/**
 * Re-running and cancelling many runs at once, each by its own command. Start with {@link
 * dev.pinwheel.studio.run.bulk.BulkRerunDialog}; {@link dev.pinwheel.studio.run.bulk.BulkSending}
 * sends the commands and keeps what was refused.
 */
@NullMarked
package dev.pinwheel.studio.run.bulk;

import org.jspecify.annotations.NullMarked;
