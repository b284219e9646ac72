/**
 * Who is it, and which workspaces may they see and change (A1–A7). Start with {@link
 * dev.pinwheel.access.Permission}, which lists what can be done and what each needs, and {@link
 * dev.pinwheel.access.AccessSnapshot}, which decides.
 */
@NullMarked
package dev.pinwheel.access;

import org.jspecify.annotations.NullMarked;
