/**
 * Sessions of workers: maps the wire protocol to the engine's commands and back. Start with {@link
 * dev.pinwheel.gateway.Gateway}.
 */
@NullMarked
package dev.pinwheel.gateway;

import org.jspecify.annotations.NullMarked;
