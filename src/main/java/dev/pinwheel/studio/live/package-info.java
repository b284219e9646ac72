/**
 * Keeps open pages up to date: one subscription to the engine's events for the whole server, fanned
 * out to the pages, at most ten times a second; reads happen off the pages, never in the thread
 * that commits nor while a page is locked. Start with {@link dev.pinwheel.studio.live.LiveUpdates}.
 */
@NullMarked
package dev.pinwheel.studio.live;

import org.jspecify.annotations.NullMarked;
