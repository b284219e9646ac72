package dev.pinwheel.query.run;

import dev.pinwheel.model.StepId;

/**
 * An execution waited for another's result, or was handed it.
 *
 * @param dependent the step that depends
 * @param dependency the step it depends on
 * @param handed true when it came as a handle in the arguments, false when it was waited for
 */
public record DependencyEdge(StepId dependent, StepId dependency, boolean handed) {}
