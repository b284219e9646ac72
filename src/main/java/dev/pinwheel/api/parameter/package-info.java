/**
 * What requests are asked for: a workspace to look from, ids, limits, cursors. Start with {@link
 * dev.pinwheel.api.parameter.ViewpointResolver}, through which every request passes (W4).
 */
@NullMarked
package dev.pinwheel.api.parameter;

import org.jspecify.annotations.NullMarked;
