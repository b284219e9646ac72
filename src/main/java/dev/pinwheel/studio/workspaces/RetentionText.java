package dev.pinwheel.studio.workspaces;

import dev.pinwheel.model.KeepReason;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.RetentionPreview;
import dev.pinwheel.query.RetentionView;
import dev.pinwheel.query.view.TextFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says how long runs are kept (G1) and what would be removed (G3). */
final class RetentionText {

  private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB");
  private static final double UNIT = 1000;

  private RetentionText() {}

  /** {@code Keeps runs for 30 d after their last activity, from production.} */
  static String holds(RetentionView view) {
    String rule = sentence("Keeps", view.retention());
    if (view.own() != null) {
      return rule + ".";
    }
    return view.from() == null
        ? rule + ", because nothing is set."
        : "%s, from %s.".formatted(rule, view.from());
  }

  /**
   * What the workspace does while nothing is set in it.
   *
   * @param hasBase whether it is based on another one
   */
  static String inherit(RetentionView view, boolean hasBase) {
    Workspace from = view.inherited().from();
    String rule = sentence("keep", view.inherited().retention());
    String whose = from != null ? "as " + from.name() : hasBase ? "as its base" : "";
    return whose.isEmpty() ? "Default: " + rule : "Default: %s (%s)".formatted(whose, rule);
  }

  private static String sentence(String keep, Retention retention) {
    Duration age = retention.age();
    if (age == null) {
      return keep + " all runs";
    }
    StringBuilder text =
        new StringBuilder(
            "%s runs for %s after their last activity".formatted(keep, TextFormat.duration(age)));
    if (retention.lastRuns() != null) {
      text.append(", and the last ")
          .append(TextFormat.count(retention.lastRuns(), "run"))
          .append(" of each workflow");
    }
    return text.toString();
  }

  /** {@code Would remove 1,240 runs with 18,600 executions, about 3.1 GB.} */
  static String preview(RetentionPreview preview) {
    if (preview.runs() == 0 && preview.kept().isEmpty()) {
      return "Would remove nothing now.";
    }
    String removed =
        "Would remove %s%s with %s, about %s."
            .formatted(
                preview.complete() ? "" : "more than ",
                TextFormat.count(preview.runs(), "run"),
                TextFormat.count(preview.executions(), "execution"),
                size(preview.bytes()));
    List<String> kept = new ArrayList<>();
    for (Map.Entry<KeepReason, Integer> entry : new TreeMap<>(preview.kept()).entrySet()) {
      kept.add(TextFormat.number(entry.getValue()) + " " + reason(entry.getKey()));
    }
    return kept.isEmpty() ? removed : removed + " Keeps older ones: " + TextFormat.list(kept) + ".";
  }

  private static String reason(KeepReason reason) {
    return switch (reason) {
      case EVERYTHING -> "because everything is kept";
      case OPEN -> "with open executions";
      case MARKED -> "marked to be kept";
      case LAST_RUNS -> "among the last of their workflow";
      case AGE -> "that started younger ones";
      case CHILD -> "for another workspace";
      case CACHE -> "with cached results in use";
      case REFERRED -> "whose handles other runs hold";
    };
  }

  /** {@code 3.1 GB}. */
  static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= UNIT && unit < UNITS.size() - 1) {
      size /= UNIT;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS.get(unit));
  }
}
