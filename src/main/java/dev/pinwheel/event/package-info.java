/**
 * Events that the engine publishes after the commit. They are hints, the database is the truth: a
 * subscriber re-reads a read model when an event concerns it. Start with {@link
 * dev.pinwheel.event.EngineEvent}.
 */
@NullMarked
package dev.pinwheel.event;

import org.jspecify.annotations.NullMarked;
