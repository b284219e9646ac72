/**
 * The commands that change things: {@link dev.pinwheel.engine.Engine} takes a {@link
 * dev.pinwheel.engine.Command}, applies it in one transaction together with others that wait at the
 * same time, and answers after the commit. Start with these two, then read a handler such as {@code
 * CallTargetHandler}. Which execution a call may reuse is decided in {@code engine.reuse}, which
 * worker gets an execution in {@code engine.dispatch}.
 */
@NullMarked
package dev.pinwheel.engine;

import org.jspecify.annotations.NullMarked;
