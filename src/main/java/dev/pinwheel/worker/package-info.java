/**
 * Runs tasks in their author's process: scans modules, generates the subclasses whose calls become
 * steps, turns values into JSON and back, and speaks with the server. Start reading at {@link
 * dev.pinwheel.worker.Worker}; an execution's life is in {@code RunningExecution}.
 *
 * <p>Three parts: what a module declares ({@code ModuleScanner}, {@code TargetScanner}, {@code
 * Schemas}), values ({@code ValueCodec} and the tagged JSON behind it), and running ({@code
 * Session}, {@code RunningExecution}, {@code Slots}).
 */
@NullMarked
package dev.pinwheel.worker;

import dev.pinwheel.worker.modules.ModuleScanner;
import dev.pinwheel.worker.modules.TargetScanner;
import dev.pinwheel.worker.values.Schemas;
import dev.pinwheel.worker.values.ValueCodec;

import org.jspecify.annotations.NullMarked;
