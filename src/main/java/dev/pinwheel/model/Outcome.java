package dev.pinwheel.model;

import org.jspecify.annotations.Nullable;

/**
 * The result of an execution after following forwarding to its end (E2).
 *
 * @param execution the execution that ended so
 * @param kind value, failed, timed out, abandoned or cancelled
 * @param value null unless kind is value
 * @param failure null when kind is value
 */
public record Outcome(
    ExecutionId execution, ResultKind kind, @Nullable Json value, @Nullable Failure failure) {

  public boolean isValue() {
    return kind == ResultKind.VALUE;
  }
}
