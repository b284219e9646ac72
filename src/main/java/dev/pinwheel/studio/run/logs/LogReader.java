package dev.pinwheel.studio.run.logs;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.query.view.Viewpoint;
import java.util.List;

/** Reads pages of a log. All methods block. */
final class LogReader {

  static final int PAGE = 200;

  private final LogPages pages;

  LogReader(LogPages pages) {
    this.pages = pages;
  }

  /**
   * Whose messages to read.
   *
   * @param line where to start; 0 for the beginning, or the end when following
   */
  record Question(Viewpoint viewpoint, RunId run, LogFilter filter, boolean follow, long line) {

    Question at(long otherLine) {
      return new Question(viewpoint, run, filter, follow, otherLine);
    }
  }

  /**
   * Consecutive messages.
   *
   * @param start position of the first among all that fit
   */
  record Page(Question question, int start, List<LogLine> lines, boolean more) {
    int end() {
      return start + lines.size();
    }
  }

  /** The page to begin with. */
  Page first(Question question) {
    int total = pages.count(question.viewpoint(), question.run(), question.filter());
    int start = 0;
    if (question.line() > 0) {
      start = Math.max(0, positionOf(question, total) - PAGE / 2);
    } else if (question.follow()) {
      start = Math.max(0, total - PAGE);
    }
    return page(question, start, PAGE);
  }

  Page page(Question question, int start, int limit) {
    List<LogLine> lines =
        pages.page(question.viewpoint(), question.run(), question.filter(), start, limit);
    return new Page(question, start, lines, lines.size() == limit);
  }

  /** What arrived behind a message. */
  List<LogLine> after(Question question, long cursor) {
    return pages.listAfter(question.viewpoint(), question.run(), question.filter(), cursor, PAGE);
  }

  /** Messages come in the order of their ids, so their positions can be searched. */
  private int positionOf(Question question, int total) {
    int low = 0;
    int high = total;
    while (low < high) {
      int middle = (low + high) >>> 1;
      List<LogLine> one =
          pages.page(question.viewpoint(), question.run(), question.filter(), middle, 1);
      if (!one.isEmpty() && one.getFirst().id() < question.line()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
