/**
 * The workflows and tasks that workers declare, and the dialog that runs one. Start with {@link
 * dev.pinwheel.studio.workflows.WorkflowsView}.
 */
@NullMarked
package dev.pinwheel.studio.workflows;

import org.jspecify.annotations.NullMarked;
