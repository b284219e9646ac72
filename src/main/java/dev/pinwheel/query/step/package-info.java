/**
 * One step: everything about an execution of it ({@link dev.pinwheel.query.step.ExecutionViews}),
 * why it ran or was reused ({@link dev.pinwheel.query.step.Explanations}), how two executions
 * differ ({@link dev.pinwheel.query.step.Comparisons}), and advice about memo keys that never
 * repeat ({@link dev.pinwheel.query.step.MemoAdvice}). Start with the first.
 */
@NullMarked
package dev.pinwheel.query.step;

import org.jspecify.annotations.NullMarked;
