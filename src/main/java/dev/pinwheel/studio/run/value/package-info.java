/**
 * Values and failures of steps, as panel, run page and comparison show them: JSON that can be
 * folded, messages, stack traces without frames that tell nothing. Start with {@link
 * dev.pinwheel.studio.run.value.ValueView}.
 */
@NullMarked
package dev.pinwheel.studio.run.value;

import org.jspecify.annotations.NullMarked;
