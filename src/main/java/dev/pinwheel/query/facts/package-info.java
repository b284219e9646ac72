/**
 * Rows as read from the database, and the pure rules over them. For the read models only: rows do
 * not depend on the viewer, so API and Studio may not use this package.
 *
 * <p>{@link dev.pinwheel.query.facts.VisibilityCondition} applies visibility (W4), and {@link
 * dev.pinwheel.query.facts.CurrentAttemptField} also finds the current attempt (W5): statements
 * that read executions, calls, logs or counts have one of them, or take each workspace of the chain
 * by itself. Start with {@link dev.pinwheel.query.facts.Facts}, which holds what is visible of some
 * runs, and {@link dev.pinwheel.query.facts.FactLoader}, which fills it. Rules: {@link
 * dev.pinwheel.query.facts.StateRule} (states and why something waits), {@link
 * dev.pinwheel.query.facts.MemoLookup} (M4, M5), {@link dev.pinwheel.query.facts.CacheLookup} (C2),
 * {@link dev.pinwheel.query.facts.WorkerSnapshot} (D1, D2).
 */
@NullMarked
package dev.pinwheel.query.facts;

import org.jspecify.annotations.NullMarked;
