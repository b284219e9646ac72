/**
 * Scenario 23: random histories of commands are played on the engine and on a small model of the
 * rules, and compared after each command. The model ({@link dev.pinwheel.engine.history.Model}) is
 * written from the rules alone, with plain lists and loops, slow and short; it shares no code with
 * the engine. Start with {@link dev.pinwheel.engine.history.RandomHistoriesTest}.
 */
@NullMarked
package dev.pinwheel.engine.history;

import org.jspecify.annotations.NullMarked;
