package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.WaitReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open execution in a {@link QueueList}: what it does, why it waits, and what to do about it.
 *
 * @param argumentLine the arguments of its step in one line of at most 120 characters; null for a
 *     step recorded by a version without those lines
 * @param workspace where it executes: that of the viewer, or a base of it
 * @param state one of those that are open ({@link State#isOpen})
 * @param since when a worker got it, or when it was created while none has
 * @param reason why it does not compute; null when it computes, and when it is about to start
 * @param remedy what to do about that; null when it computes
 * @param awaited the step whose outcome it waits for; null when it waits for none
 * @param worker name of the worker that has it; null while none has
 */
public record QueueRow(
    ExecutionId execution,
    String module,
    String target,
    @Nullable String argumentLine,
    WorkspaceName workspace,
    State state,
    Instant since,
    @Nullable WaitReason reason,
    @Nullable Remedy remedy,
    @Nullable StepId awaited,
    @Nullable String worker) {}
