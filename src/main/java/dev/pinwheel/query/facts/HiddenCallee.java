package dev.pinwheel.query.facts;

import dev.pinwheel.model.StepId;
import org.jspecify.annotations.Nullable;

/**
 * An execution that a visible call refers to, but that is not visible, because its workspace has
 * left the chain (W1). Holds only what V1 and T1 need to find the execution shown instead; is never
 * shown itself.
 *
 * @param memoKey of the step, in hex; null when it has none
 */
public record HiddenCallee(StepId step, @Nullable String memoKey) {}
