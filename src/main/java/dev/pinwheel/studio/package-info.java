/**
 * Pinwheel Studio: Vaadin views and components over read models and engine commands. It never
 * touches a store. Start reading at {@link dev.pinwheel.studio.shell.MainLayout}.
 */
@NullMarked
package dev.pinwheel.studio;

import org.jspecify.annotations.NullMarked;
