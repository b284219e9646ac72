/**
 * The dialog that asks where to re-run a step, and why, and says from recorded facts what that
 * does. {@link dev.pinwheel.studio.run.rerun.RerunText} holds its sentences.
 */
@NullMarked
package dev.pinwheel.studio.run.rerun;

import org.jspecify.annotations.NullMarked;
