package dev.pinwheel.studio.workers;

import dev.pinwheel.query.WorkerView;
import dev.pinwheel.studio.run.ViewerZone;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** How workers are told. */
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

  /** What the state means for the work, in a sentence; empty when there is nothing to say. */
  static String meaning(WorkerView worker, ZoneId zone, Instant now) {
    return switch (worker.state()) {
      case CONNECTED -> "";
      case SILENT -> "Keeps what it has for a minute, gets nothing new";
      case LEAVING -> "Finishes what it has, takes nothing new";
      case LEFT -> "Its work waits for it" + until(worker.awaitedUntil(), zone, now);
      case LOST ->
          "What it had was abandoned; its work waits for it"
              + until(worker.awaitedUntil(), zone, now);
    };
  }

  private static String until(@Nullable Instant until, ZoneId zone, Instant now) {
    return until == null ? "" : " until " + ViewerZone.brief(until, zone, now);
  }

  static String slots(WorkerView worker) {
    return worker.state().isOpen() ? "%d of %d busy".formatted(worker.busy(), worker.slots()) : "";
  }

  /** When it gave its last sign of life; empty when the time says it better. */
  static String heard(WorkerView worker) {
    if (worker.isEmbedded()) {
      return "in the server";
    }
    return switch (worker.state()) {
      case CONNECTED, LEAVING -> "a moment ago";
      case SILENT, LEFT, LOST -> "";
    };
  }
}
