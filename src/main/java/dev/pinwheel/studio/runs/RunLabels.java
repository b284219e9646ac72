package dev.pinwheel.studio.runs;

import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What the cells of a run say. */
final class RunLabels {

  private RunLabels() {}

  /**
   * {@code Done}, {@code Failed · 2 steps}, {@code Running 12/40}, {@code 7,929 cancelled}, {@code
   * Scheduled 18:17}; staleness is shown beside it.
   */
  static String status(RunRow row, ZoneId zone, Instant now) {
    String word = StateLabel.capitalised(row.status().word());
    if (row.scheduledAt() != null) {
      return word + " " + ViewerZone.brief(row.scheduledAt(), zone, now);
    }
    if (row.status() == State.CANCELLED && row.cancelled() > 1) {
      return TextFormat.number(row.cancelled()) + " cancelled";
    }
    if (row.status().isOpen()) {
      return row.total() > 0
          ? "%s %s/%s"
              .formatted(word, TextFormat.number(row.done()), TextFormat.number(row.total()))
          : word;
    }
    if (row.status() == State.FAILED && row.failed() > 0) {
      return word + " · " + TextFormat.count(row.failed(), "failure");
    }
    if (row.failed() > 0) {
      return word + " · " + TextFormat.number(row.failed()) + " failed";
    }
    return row.cancelled() > 0 && row.status() != State.CANCELLED
        ? word + " · " + TextFormat.number(row.cancelled()) + " cancelled"
        : word;
  }

  /** {@code fetchUser: No user 'u999'}: which step failed and why; empty unless the run failed. */
  static String error(RunRow row) {
    return row.error() == null
        ? ""
        : row.error().target() + ": " + row.error().failure().firstLine();
  }

  /** Where it was submitted. */
  static String workspace(RunRow row) {
    return row.submittedIn() == null ? "not visible from here" : row.submittedIn().value();
  }

  /** Where else anything of it executed; empty when nowhere. */
  static String reruns(RunRow row, Viewpoint viewpoint) {
    List<String> places = row.rerunIn().stream().map(name -> place(name, viewpoint)).toList();
    return places.isEmpty() ? "" : "re-run " + TextFormat.list(places);
  }

  private static String place(WorkspaceName name, Viewpoint viewpoint) {
    return name.equals(viewpoint.name()) ? "here" : "in " + name;
  }

  /** How long step 1 took; empty while it is open and where it is not visible. */
  static String took(RunRow row) {
    return row.timing() == null ? "" : row.timing().took().map(TextFormat::duration).orElse("");
  }

  /** {@code 1/4}; a dash when nothing was called. */
  static String reused(RunRow row) {
    return row.calls() == 0
        ? "–"
        : TextFormat.number(row.reusedCalls()) + "/" + TextFormat.number(row.calls());
  }

  static String reusedSentence(RunRow row) {
    return row.calls() == 0
        ? "No calls."
        : "Reused %s of %s."
            .formatted(TextFormat.number(row.reusedCalls()), TextFormat.count(row.calls(), "call"));
  }
}
