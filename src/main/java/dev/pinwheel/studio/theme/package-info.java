/**
 * What Java needs of the look: icons, the mark, ticking clocks. Colours, sizes and classes are in
 * {@code studio-themes/}; its README lists them. Start reading at {@link
 * dev.pinwheel.studio.theme.StudioIcon}.
 */
@NullMarked
package dev.pinwheel.studio.theme;

import org.jspecify.annotations.NullMarked;
