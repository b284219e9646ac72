/**
 * What the engine tells whoever watches, after the commit. Events are hints, the database is the
 * truth: a watcher re-reads a read model when one concerns it. Start with {@link
 * dev.pinwheel.event.EngineEvent}.
 */
@NullMarked
package dev.pinwheel.event;

import org.jspecify.annotations.NullMarked;
