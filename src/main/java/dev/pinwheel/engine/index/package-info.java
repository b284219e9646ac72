/**
 * Self-contained in-memory indexes: workspaces, waits, forwarding, due executions, step numbers.
 * {@code EngineState} is composed of them; none of them knows another. All are confined to the
 * committing thread, except the queue of commands, {@link dev.pinwheel.engine.index.TurnQueue}.
 * Start with {@link dev.pinwheel.engine.index.WaitGraph}.
 */
@NullMarked
package dev.pinwheel.engine.index;

import org.jspecify.annotations.NullMarked;
