/**
 * The REST API below {@code /api/v1}: controllers that turn requests into commands of the engine
 * and read models into JSON. Every request that concerns what happened names the workspace it looks
 * from (W4). The types of the answers ({@code …Json}) are the contract; no type of the engine goes
 * over the wire. Start with {@link dev.pinwheel.api.RunController}; {@link
 * dev.pinwheel.api.ProblemAdvice} is where every refusal becomes problem+json.
 */
@NullMarked
package dev.pinwheel.api;

import org.jspecify.annotations.NullMarked;
