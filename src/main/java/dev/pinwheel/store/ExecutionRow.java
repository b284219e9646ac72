package dev.pinwheel.store;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution as it is stored.
 *
 * @param sequence the engine sequence number; decides which is newest
 * @param seriesAttempt 1 for a first or forced execution, counting up through its retries (E3)
 * @param rerun the forced execution whose re-run this belongs to (F9, F10), or null
 * @param cacheKey null when caching is not enabled (C3)
 * @param memoDefault the default for the calls it makes (M2), or null
 * @param options those resolved for this execution when they are not the step's, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record ExecutionRow(
    long sequence,
    ExecutionId id,
    WorkspaceId workspace,
    ExecutionCause cause,
    int seriesAttempt,
    @Nullable Long rerun,
    byte @Nullable [] cacheKey,
    @Nullable MemoOption memoDefault,
    @Nullable StepOptions options,
    @Nullable Instant notBefore,
    Instant createdAt) {}
