/**
 * Wires the parts into one server process: Spring Boot main, configuration, the embedded worker.
 * Start reading at {@link dev.pinwheel.app.PinwheelApplication}.
 */
@NullMarked
package dev.pinwheel.app;

import org.jspecify.annotations.NullMarked;
