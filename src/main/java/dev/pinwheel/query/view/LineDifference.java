package dev.pinwheel.query.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two texts line by line, side by side. Pure.
 *
 * @param before null where only the second text has a line
 * @param after null where only the first text has a line
 * @param skipped of equal lines that are left out here: how many; else 0
 */
public record LineDifference(@Nullable String before, @Nullable String after, int skipped) {

  /** Fewer lines are not left out. */
  private static final int WORTH_FOLDING = 4;

  /** Equal lines around a difference. */
  private static final int CONTEXT = 3;

  /** Comparing more pairs of lines than this takes too long; then all lines between differ. */
  private static final long MOST_PAIRS = 4_000_000;

  /** Whether both texts have the same line here. */
  public boolean isSame() {
    return before != null && before.equals(after);
  }

  /** All lines of both texts, in order: a longest common subsequence of lines is equal. */
  public static List<LineDifference> between(List<String> before, List<String> after) {
    int start = 0;
    int most = Math.min(before.size(), after.size());
    while (start < most && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<LineDifference> lines = new ArrayList<>();
    before.subList(0, start).forEach(line -> lines.add(new LineDifference(line, line, 0)));
    addMiddle(
        before.subList(start, before.size() - end),
        after.subList(start, after.size() - end),
        lines);
    before
        .subList(before.size() - end, before.size())
        .forEach(line -> lines.add(new LineDifference(line, line, 0)));
    return lines;
  }

  private static void addMiddle(
      List<String> before, List<String> after, List<LineDifference> lines) {
    int[][] common =
        (long) before.size() * after.size() > MOST_PAIRS
            ? new int[before.size() + 1][1]
            : commonAfter(before, after);
    boolean known = common[0].length == after.size() + 1;
    List<String> gone = new ArrayList<>();
    List<String> added = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean both = i < before.size() && j < after.size();
      if (both && before.get(i).equals(after.get(j))) {
        flush(gone, added, lines);
        lines.add(new LineDifference(before.get(i), after.get(j), 0));
        i++;
        j++;
      } else if (j == after.size() || both && (!known || common[i + 1][j] >= common[i][j + 1])) {
        gone.add(before.get(i++));
      } else {
        added.add(after.get(j++));
      }
    }
    flush(gone, added, lines);
  }

  /** Lengths of the longest common subsequences of what follows. */
  private static int[][] commonAfter(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static void flush(List<String> gone, List<String> added, List<LineDifference> lines) {
    for (int k = 0; k < Math.max(gone.size(), added.size()); k++) {
      lines.add(
          new LineDifference(
              k < gone.size() ? gone.get(k) : null, k < added.size() ? added.get(k) : null, 0));
    }
    gone.clear();
    added.clear();
  }

  /** The same with long stretches of equal lines left out. */
  public static List<LineDifference> folded(List<LineDifference> lines) {
    List<LineDifference> folded = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int end = at;
      while (end < lines.size() && lines.get(end).isSame()) {
        end++;
      }
      int keptBefore = at == 0 ? 0 : CONTEXT;
      int keptAfter = end == lines.size() ? 0 : CONTEXT;
      int skipped = end - at - keptBefore - keptAfter;
      if (skipped > WORTH_FOLDING) {
        folded.addAll(lines.subList(at, at + keptBefore));
        folded.add(new LineDifference(null, null, skipped));
        folded.addAll(lines.subList(end - keptAfter, end));
      } else {
        folded.addAll(lines.subList(at, end));
      }
      while (end < lines.size() && !lines.get(end).isSame()) {
        folded.add(lines.get(end++));
      }
      at = end;
    }
    return folded;
  }
}
