package dev.pinwheel.query.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who re-ran a step, when and why (F8).
 *
 * @param reason null when none was given
 */
public record Rerun(String by, Instant at, @Nullable String reason) {}
