/**
 * What a task author imports: annotations for modules ({@link dev.pinwheel.sdk.Module}, {@link
 * dev.pinwheel.sdk.Task}, {@link dev.pinwheel.sdk.Workflow}), the functions of a running task
 * ({@link dev.pinwheel.sdk.Pinwheel}), handles of other executions ({@link
 * dev.pinwheel.sdk.Execution}) and the errors they end in. Start reading at {@code Module} and
 * {@code Pinwheel}.
 *
 * <p>Depends on nothing but the JDK, so that a module is plain Java and its unit tests need no
 * server: without a worker, targets are ordinary methods and {@code submit} runs inline.
 */
@NullMarked
package dev.pinwheel.sdk;

import org.jspecify.annotations.NullMarked;
