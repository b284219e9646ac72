package dev.pinwheel.studio.runs;

import dev.pinwheel.query.run.ErrorGroups;
import dev.pinwheel.query.run.ErrorGroups.ErrorGroup;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.view.TextFormat;
import java.util.ArrayList;
import java.util.List;

/** A filter of the list of runs in words. Pure. */
final class RunsText {

  private RunsText() {}

  /** {@code fetchUser: No user 'u999'}. */
  static String error(ErrorGroup group) {
    return group.target() + ": " + group.message();
  }

  /**
   * {@code 1,234 runs}; {@code 10,000+ runs} for more than are counted; empty for none.
   *
   * @param listed counted as {@link RunList#count} does
   */
  static String listed(int listed) {
    if (listed > RunList.MOST_COUNTED) {
      return TextFormat.number(RunList.MOST_COUNTED) + "+ runs";
    }
    return listed == 0 ? "" : TextFormat.count(listed, "run");
  }

  /** {@code 3 errors in 57 failed runs}, and what was not looked at. */
  static String grouped(ErrorGroups errors) {
    String found =
        "%s in %s"
            .formatted(
                TextFormat.count(errors.groups().size(), "error"),
                TextFormat.count(errors.runs(), "failed run"));
    return errors.older()
        ? found
            + ": the newest %s, older ones are not grouped."
                .formatted(TextFormat.number(RunList.MOST_GROUPED))
        : found + ".";
  }

  /** {@code Failed, users / welcome, last 24 hours}: a name for a view. */
  static String name(RunQuery query) {
    List<String> parts = new ArrayList<>();
    if (query.status() != null) {
      parts.add(query.status().label());
    }
    if (query.workflow() != null) {
      parts.add(query.workflow().replace("/", " / "));
    }
    if (!query.text().isBlank()) {
      parts.add("'" + query.text().strip() + "'");
    }
    if (!query.errorGroup().isEmpty()) {
      parts.add("one error");
    }
    if (query.grouped()) {
      parts.add("by error");
    }
    if (!query.includeBases()) {
      parts.add("without bases");
    }
    String since = query.since().label();
    parts.add(
        parts.isEmpty() ? since : Character.toLowerCase(since.charAt(0)) + since.substring(1));
    String name = String.join(", ", parts);
    return name.substring(0, Math.min(name.length(), SavedViews.LONGEST_NAME));
  }
}
