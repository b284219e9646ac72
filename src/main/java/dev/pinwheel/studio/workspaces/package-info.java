/**
 * Choosing, creating and managing workspaces. Start with {@link
 * dev.pinwheel.studio.workspaces.WorkspacesView}.
 */
@NullMarked
package dev.pinwheel.studio.workspaces;

import org.jspecify.annotations.NullMarked;
