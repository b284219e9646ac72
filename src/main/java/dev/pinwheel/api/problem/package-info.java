/**
 * Every refusal as problem+json. Start with {@link dev.pinwheel.api.problem.ProblemAdvice}, which
 * turns exceptions into answers; {@link dev.pinwheel.api.problem.ProblemType} lists the kinds.
 */
@NullMarked
package dev.pinwheel.api.problem;

import org.jspecify.annotations.NullMarked;
