/**
 * The panel of one step: attempts, values, what memo did, logs and calls. Start with {@link
 * dev.pinwheel.studio.run.panel.StepPanel}.
 */
@NullMarked
package dev.pinwheel.studio.run.panel;

import org.jspecify.annotations.NullMarked;
