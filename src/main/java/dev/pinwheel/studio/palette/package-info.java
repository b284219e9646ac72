/**
 * The command palette: one field that finds runs, steps, workflows, workspaces and commands. Start
 * with {@link dev.pinwheel.studio.palette.Palette}; a view offers its commands as {@link
 * dev.pinwheel.studio.page.HasCommands}.
 */
@NullMarked
package dev.pinwheel.studio.palette;

import org.jspecify.annotations.NullMarked;
