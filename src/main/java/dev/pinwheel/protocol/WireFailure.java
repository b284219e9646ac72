package dev.pinwheel.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What user code threw, or why the engine ended or refused something.
 *
 * @param type the class name of the exception, or the engine's word for it ({@code cycle}, {@code
 *     timedOut}, …)
 * @param message the message; empty when there is none
 * @param frames the stack, innermost first, one line per frame as Java prints it after {@code at};
 *     empty when there is none
 * @param cause what caused it, or null
 */
public record WireFailure(
    String type, String message, List<String> frames, @Nullable WireFailure cause) {}
