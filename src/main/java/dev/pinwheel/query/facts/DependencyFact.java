package dev.pinwheel.query.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dependency of a visible execution as loaded.
 *
 * @param waitedAt when the execution began to wait; null while it has not, and for waits older than
 *     the record of their starts
 */
public record DependencyFact(
    long execution, long dependency, boolean handed, @Nullable Instant waitedAt) {}
