/**
 * The steps of a run as a table: the graph's equivalent for screen readers and for those who prefer
 * tables. Start with {@link dev.pinwheel.studio.run.steps.StepTableRows}.
 */
@NullMarked
package dev.pinwheel.studio.run.steps;

import org.jspecify.annotations.NullMarked;
