/**
 * Converts arguments, results and exceptions to JSON and back. Start reading at {@link
 * dev.pinwheel.worker.values.ValueCodec}; {@link dev.pinwheel.worker.values.Schemas} describes
 * declared types to the server and refuses those that JSON cannot represent, {@link
 * dev.pinwheel.worker.values.RemoteExecution} is what a handle becomes. Not public API.
 */
@NullMarked
package dev.pinwheel.worker.values;

import org.jspecify.annotations.NullMarked;
