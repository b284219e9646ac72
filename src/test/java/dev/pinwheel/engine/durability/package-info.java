/**
 * Kills a server under load again and again and compares what it had acknowledged with what is in
 * the database. Start with {@link dev.pinwheel.engine.durability.KilledServerTest}.
 */
@NullMarked
package dev.pinwheel.engine.durability;

import org.jspecify.annotations.NullMarked;
