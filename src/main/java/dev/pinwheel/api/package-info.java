/**
 * The REST API below {@code /api/v1}: controllers that turn requests into commands of the engine
 * and read models into JSON. Every request that concerns what happened names the workspace it looks
 * from (W4). The types of the answers ({@code …Json}) are the contract; no type of the engine goes
 * over the wire.
 *
 * <p>Start with {@link dev.pinwheel.api.run.RunController}. Runs, steps, plans and logs have a room
 * each; the small resources and the OpenAPI document are here. {@link
 * dev.pinwheel.api.problem.ProblemAdvice} turns every refusal into problem+json.
 */
@NullMarked
package dev.pinwheel.api;

import org.jspecify.annotations.NullMarked;
