/**
 * Steps and their executions. Start with {@link dev.pinwheel.api.step.StepController} and {@link
 * dev.pinwheel.api.step.ExecutionController}.
 */
@NullMarked
package dev.pinwheel.api.step;

import org.jspecify.annotations.NullMarked;
