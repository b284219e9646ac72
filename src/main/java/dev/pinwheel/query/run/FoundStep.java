package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.State;
import org.jspecify.annotations.Nullable;

/**
 * A step that was found by its id, at one attempt.
 *
 * @param current whether it is the current attempt (W5)
 * @param argumentLine null where it was recorded by a version without those lines
 */
public record FoundStep(
    ExecutionId execution,
    boolean current,
    String module,
    String target,
    @Nullable String argumentLine,
    State state,
    WorkspaceName workspace) {}
