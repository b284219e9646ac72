/**
 * What a module declares, and the subclass in which its calls become steps. Start reading at {@link
 * dev.pinwheel.worker.modules.Modules}, which scans the registered classes ({@link
 * dev.pinwheel.worker.modules.ModuleScanner}), generates their subclasses ({@link
 * dev.pinwheel.worker.modules.Subclasses}) and creates the instances.
 *
 * <p>Knows nothing of executions: calls that were intercepted go to a {@link
 * dev.pinwheel.worker.modules.TargetCalls}. Not public API.
 */
@NullMarked
package dev.pinwheel.worker.modules;

import org.jspecify.annotations.NullMarked;
