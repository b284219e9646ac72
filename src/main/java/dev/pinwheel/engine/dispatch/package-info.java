/**
 * Which due execution goes to which worker, or why it waits (D1, D2). Pure. Start with {@link
 * dev.pinwheel.engine.dispatch.DispatchRule}.
 */
@NullMarked
package dev.pinwheel.engine.dispatch;

import org.jspecify.annotations.NullMarked;
