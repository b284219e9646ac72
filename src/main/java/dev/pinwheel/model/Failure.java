package dev.pinwheel.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What user code threw, or why the engine ended an execution.
 *
 * @param type class name of the exception, or the engine's word
 * @param message empty when there is none
 * @param frames innermost first, as Java prints them after {@code at}
 * @param cause what caused it, or null
 */
public record Failure(String type, String message, List<String> frames, @Nullable Failure cause) {

  public Failure {
    frames = List.copyOf(frames);
  }

  /** A failure without frames and cause, as the engine makes them. */
  public static Failure of(String type, String message) {
    return new Failure(type, message, List.of(), null);
  }

  /** The type without its package. */
  public String simpleType() {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  /** The first line of the message; the type without its package when there is none. */
  public String firstLine() {
    return message.strip().lines().findFirst().filter(line -> !line.isBlank()).orElse(simpleType());
  }
}
