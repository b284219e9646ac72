package dev.pinwheel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How an awaited execution ended, forwarding followed to its end (E2).
 *
 * @param execution the execution whose result this is
 * @param kind {@code value}, {@code failed}, {@code timedOut}, {@code abandoned} or {@code
 *     cancelled}
 * @param value the JSON text of the value; null unless kind is {@code value}
 * @param failure what went wrong; null when kind is {@code value}
 */
public record WireOutcome(
    String execution, String kind, @Nullable String value, @Nullable WireFailure failure) {}
