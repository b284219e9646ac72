/**
 * What every view uses of the page that it is on: the workspace from which the page looks, the
 * server behind it, notifications, the banner above the view, commands for the palette, and the way
 * back to a workspace. Start with {@link dev.pinwheel.studio.page.StudioContext}.
 */
@NullMarked
package dev.pinwheel.studio.page;

import org.jspecify.annotations.NullMarked;
