/**
 * Choosing the base of a workspace, wherever one is created or changed: the field, and who would
 * see more because of it. Start with {@link dev.pinwheel.studio.workspaces.base.SightNote}.
 */
@NullMarked
package dev.pinwheel.studio.workspaces.base;

import org.jspecify.annotations.NullMarked;
