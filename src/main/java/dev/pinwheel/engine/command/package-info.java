/**
 * What can be asked of the engine, and how it reaches a worker. Start with {@link
 * dev.pinwheel.engine.command.Command}.
 */
@NullMarked
package dev.pinwheel.engine.command;

import org.jspecify.annotations.NullMarked;
