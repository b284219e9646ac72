/**
 * People and what they may do: users, grants, tokens, one's own account, and the activity. These
 * views look from no workspace. Start with {@link dev.pinwheel.studio.access.AccessView}.
 */
@NullMarked
package dev.pinwheel.studio.access;

import org.jspecify.annotations.NullMarked;
