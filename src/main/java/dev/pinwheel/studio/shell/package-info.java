/**
 * The layout around every view, which knows them all: header with the workspace, navigation, error
 * pages. Start with {@link dev.pinwheel.studio.shell.MainLayout}.
 */
@NullMarked
package dev.pinwheel.studio.shell;

import org.jspecify.annotations.NullMarked;
