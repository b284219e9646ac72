package dev.pinwheel.query.view;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import org.jspecify.annotations.Nullable;

/**
 * An execution whose outcome is that of another (E1, E2).
 *
 * @param kind superseded, retried, suspended, recurred, cached, deferred or spawned
 * @param to null when that is not visible from here
 */
public record Forwarding(ResultKind kind, @Nullable ExecutionId to) {

  /** E.g. {@code superseded by #2}, {@code cached from R6F1:4}, {@code continues as run R9QX}. */
  public String words() {
    return switch (kind) {
      case SUPERSEDED -> "superseded by " + attempt();
      case RETRIED -> "retried as " + attempt();
      case SUSPENDED -> "continued as " + attempt();
      case RECURRED -> "recurred as " + attempt();
      case CACHED -> "cached from " + step();
      case DEFERRED -> "deferred to " + step();
      case SPAWNED -> to == null ? "ran as " + step() : "ran as run " + to.run();
      case VALUE, FAILED, TIMED_OUT, ABANDONED, CANCELLED ->
          throw new IllegalStateException(kind + " does not forward");
    };
  }

  private String attempt() {
    return to == null ? "an attempt not visible from here" : "#" + to.attempt();
  }

  private String step() {
    return to == null ? "a step not visible from here" : to.step().toString();
  }
}
