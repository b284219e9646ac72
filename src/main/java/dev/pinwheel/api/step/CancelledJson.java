package dev.pinwheel.api.step;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What a cancellation ended.
 *
 * @param cancelled how many executions; 0 when nothing was open in the workspace
 */
@Schema(name = "Cancelled")
public record CancelledJson(int cancelled) {}
