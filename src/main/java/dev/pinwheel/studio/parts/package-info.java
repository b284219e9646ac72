/**
 * Small parts that several views show: buttons, state words, times, banners, empty states. Their
 * looks are in {@code studio-themes/parts.css}. Start with {@link
 * dev.pinwheel.studio.parts.Buttons}.
 */
@NullMarked
package dev.pinwheel.studio.parts;

import org.jspecify.annotations.NullMarked;
