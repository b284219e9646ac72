/**
 * Read models for the Studio and the API. Every read takes a {@link
 * dev.pinwheel.query.view.Viewpoint}, so that visibility (W4) cannot be forgotten: rows of
 * workspaces outside the viewpoint's chain are left out in the SQL statement itself. Reads never
 * write.
 *
 * <p>Start with {@link dev.pinwheel.query.ReadModels}, which holds all of them. This package has
 * those about the server: queue, workers, modules, workspaces and logs. Runs are in {@code
 * query.run}, steps in {@code query.step}, re-runs in {@code query.plan}; what several of them show
 * is in {@code query.view}, what they read in {@code query.facts}.
 */
@NullMarked
package dev.pinwheel.query;

import org.jspecify.annotations.NullMarked;
