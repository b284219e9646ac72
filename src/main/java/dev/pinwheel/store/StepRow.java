package dev.pinwheel.store;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is stored.
 *
 * @param arguments one JSON array
 * @param argumentsHash over all arguments (F9)
 * @param memoKey null when it is not memoized
 * @param argumentLine the arguments in one line; null for a step that is older than the column
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record StepRow(
    StepId id,
    String module,
    String target,
    TargetKind kind,
    Json arguments,
    byte[] argumentsHash,
    byte @Nullable [] memoKey,
    StepOptions options,
    @Nullable String argumentLine) {}
