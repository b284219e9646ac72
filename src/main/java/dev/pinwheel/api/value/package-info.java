/**
 * Values that several answers contain. Start with {@link dev.pinwheel.api.value.VerbatimJson}, a
 * value of user code, and {@link dev.pinwheel.api.value.EnumNames}, the names of constants in JSON.
 */
@NullMarked
package dev.pinwheel.api.value;

import org.jspecify.annotations.NullMarked;
