package dev.pinwheel.query.facts;

import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import org.jspecify.annotations.Nullable;

/**
 * A step as loaded.
 *
 * @param memoKey in hex; null when it is not memoized
 */
public record StepFact(
    StepId id,
    String module,
    String target,
    TargetKind kind,
    @Nullable String memoKey,
    StepOptions options) {}
