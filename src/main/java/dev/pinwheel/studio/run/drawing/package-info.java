/**
 * From a call tree to what the graph shows: which steps share a card, which lines connect cards,
 * and every word on them. Pure: no component, no layout, no clock. Start with {@link
 * dev.pinwheel.studio.run.drawing.Drawing}.
 */
@NullMarked
package dev.pinwheel.studio.run.drawing;

import org.jspecify.annotations.NullMarked;
