/**
 * Runs tasks in their author's process. Start reading at {@link dev.pinwheel.worker.Worker}; the
 * life of one execution is in {@code RunningExecution}, the messages of the server arrive in {@code
 * ServerSession}.
 *
 * <p>The public types of this package are, with those of {@code dev.pinwheel.sdk}, the whole API
 * for authors of workers. The packages below it are not: {@code modules} reads and subclasses
 * modules, {@code values} turns values into JSON and back, {@code connect} communicates with the
 * server.
 */
@NullMarked
package dev.pinwheel.worker;

import org.jspecify.annotations.NullMarked;
