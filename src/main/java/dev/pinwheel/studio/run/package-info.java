/**
 * The page of a run: header, banners and graph, and what the packages below add: timeline, steps,
 * logs, comparison, the panel of a step. Start with {@link dev.pinwheel.studio.run.RunView}; {@link
 * dev.pinwheel.studio.run.action.RunAddress} tells what is in the URL.
 */
@NullMarked
package dev.pinwheel.studio.run;

import org.jspecify.annotations.NullMarked;
