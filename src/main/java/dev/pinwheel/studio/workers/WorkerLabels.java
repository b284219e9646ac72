package dev.pinwheel.studio.workers;

import dev.pinwheel.query.WorkerView;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Labels for workers. */
final class WorkerLabels {

  private WorkerLabels() {}

  /** The state as glyph and word; the names of the glyphs are those of states of executions. */
  static String glyph(WorkerView worker) {
    return switch (worker.state()) {
      case CONNECTED -> "done";
      case SILENT -> "waiting";
      case LEAVING -> "suspended";
      case LEFT -> "cancelled";
      case LOST -> "abandoned";
    };
  }

  static String state(WorkerView worker) {
    return switch (worker.state()) {
      case CONNECTED -> "Connected";
      case SILENT -> "Silent";
      case LEAVING -> "Leaving";
      case LEFT -> "Left";
      case LOST -> "Lost";
    };
  }

  /** What the state means for executions; empty when there is nothing to say. */
  static String meaning(WorkerView worker, ZoneId zone, Instant now) {
    return switch (worker.state()) {
      case CONNECTED -> "";
      case SILENT ->
          "Missed its heartbeats: keeps its executions for a minute and gets no new ones";
      case LEAVING -> "Draining: finishes its executions and gets no new ones";
      case LEFT -> "Its executions wait for its return" + until(worker.awaitedUntil(), zone, now);
      case LOST ->
          "Its executions were abandoned; retries wait for its return"
              + until(worker.awaitedUntil(), zone, now);
    };
  }

  private static String until(@Nullable Instant until, ZoneId zone, Instant now) {
    return until == null ? "" : " until " + ViewerZone.brief(until, zone, now);
  }

  static String slots(WorkerView worker) {
    return worker.state().isOpen() ? "%d of %d busy".formatted(worker.busy(), worker.slots()) : "";
  }

  /** When its last heartbeat arrived; empty when the exact time is shown instead. */
  static String heard(WorkerView worker) {
    if (worker.isEmbedded()) {
      return "runs in the server";
    }
    return switch (worker.state()) {
      case CONNECTED, LEAVING -> "just now";
      case SILENT, LEFT, LOST -> "";
    };
  }

  /**
   * {@code users: newer manifest by ann@build}, for modules that another worker declared since;
   * empty for none.
   */
  static String replaced(WorkerView worker) {
    return worker.replaced().stream()
        .map(module ->
            "%s: newer manifest by %s"
                .formatted(module.module(), module.by() == null ? "another worker" : module.by()))
        .collect(Collectors.joining("; "));
  }
}
