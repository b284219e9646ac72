package dev.pinwheel.query.facts;

import dev.pinwheel.model.StepId;
import org.jspecify.annotations.Nullable;

/**
 * An execution that a visible call refers to and that is not visible, because the chain has lost
 * its workspace (W1). Only what V1 and T1 need to find what stands for it; never shown.
 *
 * @param memoKey of the step, in hex; null when it has none
 */
public record HiddenCallee(StepId step, @Nullable String memoKey) {}
