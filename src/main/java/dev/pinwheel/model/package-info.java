/**
 * The words of Pinwheel as immutable values: workspaces, runs, steps, executions, results, options
 * and manifests. No behaviour beyond validation, no dependency beyond the JDK. Start with {@link
 * dev.pinwheel.model.Execution} and {@link dev.pinwheel.model.Result}.
 */
@NullMarked
package dev.pinwheel.model;

import org.jspecify.annotations.NullMarked;
