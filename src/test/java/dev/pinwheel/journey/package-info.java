/**
 * What people do, with real processes: the packaged server, and workers built outside of this
 * project against the SDK's artifact. Start reading at {@code DevelopmentJourneyTest}.
 */
@NullMarked
package dev.pinwheel.journey;

import org.jspecify.annotations.NullMarked;
