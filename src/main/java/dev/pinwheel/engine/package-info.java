/**
 * The commands that change things: {@link dev.pinwheel.engine.Engine} takes a {@link
 * dev.pinwheel.engine.command.Command}, applies it in one transaction together with others that are
 * queued at the same time, and answers after the commit. Start with these two, then {@code
 * EngineState}, which is what the engine keeps in memory, and a handler such as {@code
 * CallTargetHandler}. Commands about users, grants and tokens are applied in {@code engine.access},
 * which also decides who may give which command.
 *
 * <p>Rules that need no state live in rooms below: {@code engine.reuse} decides which execution a
 * call may reuse, {@code engine.dispatch} which worker gets an execution, {@code engine.manifest}
 * which options count. {@code engine.index} has the indexes of which the state is composed.
 */
@NullMarked
package dev.pinwheel.engine;

import org.jspecify.annotations.NullMarked;
