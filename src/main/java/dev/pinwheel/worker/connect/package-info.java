/**
 * The connection to a server in another process: the WebSocket, resuming after a lost connection,
 * and the drain before a worker leaves. Start reading at {@link
 * dev.pinwheel.worker.connect.RemoteConnection}. Not public API.
 */
@NullMarked
package dev.pinwheel.worker.connect;

import org.jspecify.annotations.NullMarked;
