/**
 * Which execution may answer a call, and why: the memo rule ({@link
 * dev.pinwheel.engine.reuse.MemoRule}) and the cache rule ({@link
 * dev.pinwheel.engine.reuse.CacheRule}); where a step may be re-run ({@link
 * dev.pinwheel.engine.reuse.RerunRule}). Pure: no SQL, no clock. The engine decides with them, the
 * read models explain, plan and find staleness with them.
 */
@NullMarked
package dev.pinwheel.engine.reuse;

import org.jspecify.annotations.NullMarked;
