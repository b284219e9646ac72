/**
 * The wire contract between a worker and the server, in its own types: the messages of workers
 * ({@link dev.pinwheel.protocol.WorkerMessage}), those of the server ({@link
 * dev.pinwheel.protocol.ServerMessage}) and the two ends of a connection. Start reading at those
 * two sealed interfaces; everything else is what they carry.
 *
 * <p>Ids are the texts people see ({@code R7K2:3:1}); durations are milliseconds; values are JSON
 * texts in the tagged form that {@code docs/explanation/keys.md} describes.
 */
@NullMarked
package dev.pinwheel.protocol;

import org.jspecify.annotations.NullMarked;
