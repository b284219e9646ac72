package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.WaitReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open execution in the queue.
 *
 * @param since when it began to execute, or when it was created
 * @param reason why it waits; null when it executes or is just about to start
 * @param remedy what to do about that; null when it executes
 * @param awaited the step that it waits for; null when it waits for none
 * @param worker who has it, in words; null while nobody has
 */
public record QueueRow(
    ExecutionId execution,
    String module,
    String target,
    WorkspaceName workspace,
    State state,
    Instant since,
    @Nullable WaitReason reason,
    @Nullable Remedy remedy,
    @Nullable StepId awaited,
    @Nullable String worker) {}
