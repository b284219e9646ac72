/**
 * The only place that changes data. {@link dev.pinwheel.store.Database#transact} is the only way to
 * write, to know the time and to emit an event; one store per family of tables. Writes of a
 * transaction are buffered and sent in batches, before anything that reads the same table and
 * before the commit. Start with {@link dev.pinwheel.store.Database} and {@link
 * dev.pinwheel.store.Tx}.
 */
@NullMarked
package dev.pinwheel.store;

import org.jspecify.annotations.NullMarked;
