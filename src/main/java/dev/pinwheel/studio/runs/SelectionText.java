package dev.pinwheel.studio.runs;

import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.view.TextFormat;

/** What is said about selected runs. Pure. */
final class SelectionText {

  private SelectionText() {}

  /** {@code 3 runs selected}. */
  static String count(int selected) {
    return (selected == 0 ? "No runs" : TextFormat.count(selected, "run")) + " selected";
  }

  /** There was no room for some. */
  static String full(int leftOut) {
    return leftOut == 1
        ? "At most %s runs can be selected: one was left out."
            .formatted(TextFormat.number(RunSelection.MOST))
        : "At most %s runs can be selected: %s were left out."
            .formatted(TextFormat.number(RunSelection.MOST), TextFormat.number(leftOut));
  }

  /**
   * What "all" does not cover; empty when it covers the list.
   *
   * @param listed how many rows the list has, counted up to a bound
   */
  static String all(int selected, int listed) {
    return listed <= selected
        ? ""
        : "The first %s of %s%s runs: more cannot be selected at once."
            .formatted(
                TextFormat.number(selected),
                TextFormat.number(Math.min(listed, RunList.MOST_COUNTED)),
                listed > RunList.MOST_COUNTED ? "+" : "");
  }

  /** {@code Select all 42}, {@code Select the first 100}. */
  static String selectAll(int listed) {
    return listed > RunSelection.MOST
        ? "Select the first " + TextFormat.number(RunSelection.MOST)
        : "Select all " + TextFormat.number(listed);
  }

  /** Why nothing can be re-run; empty when something can. */
  static String whyNotRerun(RunSelection selection) {
    return selection.isEmpty() || selection.rerunnable() > 0
        ? ""
        : "Only parts of %s are visible from here: nothing to re-run as a whole."
            .formatted(selection.size() == 1 ? "it" : "them");
  }

  /** Why nothing can be cancelled from here; empty when something can. */
  static String whyNotCancel(RunSelection selection, String workspace) {
    if (selection.isEmpty() || selection.cancellable() > 0) {
      return "";
    }
    return selection.goingOnElsewhere() > 0
        ? "Nothing to cancel in %s: what still runs, runs in another workspace."
            .formatted(workspace)
        : "Nothing to cancel: %s ended.".formatted(selection.size() == 1 ? "it has" : "all have");
  }

  /** {@code Re-run 3 selected runs…}. */
  static String command(String verb, int selected) {
    return "%s %s…".formatted(verb, TextFormat.count(selected, "selected run"));
  }

  /** {@code Re-run all 31…}, {@code Re-run the newest 100…}: of a group of errors. */
  static String rerunAll(int runs) {
    return switch (runs) {
      case 1 -> "Re-run…";
      default ->
          runs > RunSelection.MOST
              ? "Re-run the newest " + TextFormat.number(RunSelection.MOST) + "…"
              : "Re-run all " + TextFormat.number(runs) + "…";
    };
  }
}
