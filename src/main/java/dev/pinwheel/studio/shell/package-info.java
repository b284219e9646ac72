/**
 * The frame around every view: header with the workspace, navigation, error pages, notifications,
 * and the viewpoint of the page. Start with {@link dev.pinwheel.studio.shell.MainLayout}.
 */
@NullMarked
package dev.pinwheel.studio.shell;

import org.jspecify.annotations.NullMarked;
