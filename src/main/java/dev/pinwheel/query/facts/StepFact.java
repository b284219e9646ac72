package dev.pinwheel.query.facts;

import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code step}: a target with its arguments, in one run. Shared by all attempts
 * of the step. The arguments themselves are not loaded with it.
 *
 * @param module at most 200 characters, like {@code target}
 * @param memoKey in lower-case hex; null when the step is not memoized, so that no call can find it
 * @param options the resolved options of the call that made the step (M2)
 * @param argumentLine its arguments in one line of at most 120 characters ({@link
 *     dev.pinwheel.key.ArgumentLine}); null for a step recorded by a version without those lines
 */
public record StepFact(
    StepId id,
    String module,
    String target,
    TargetKind kind,
    @Nullable String memoKey,
    StepOptions options,
    @Nullable String argumentLine) {}
