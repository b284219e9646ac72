/**
 * The address of a run page, the actions that its parts share, and the copying of arguments. Start
 * with {@link dev.pinwheel.studio.run.action.RunActions}; {@link
 * dev.pinwheel.studio.run.action.RunAddress} tells what is in the URL.
 */
@NullMarked
package dev.pinwheel.studio.run.action;

import org.jspecify.annotations.NullMarked;
