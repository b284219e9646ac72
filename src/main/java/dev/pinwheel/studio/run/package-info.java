/**
 * The page of a run: header, result banner, graph, steps, logs, the panel of a step and the re-run
 * dialog. Start with {@link dev.pinwheel.studio.run.RunView}; {@link
 * dev.pinwheel.studio.run.action.RunAddress} tells what is in the URL.
 */
@NullMarked
package dev.pinwheel.studio.run;

import org.jspecify.annotations.NullMarked;
