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
  record Request(Viewpoint viewpoint, RunId run, LogFilter filter, boolean follow, long line) {

    Request at(long otherLine) {
      return new Request(viewpoint, run, filter, follow, otherLine);
    }
  }

  /**
   * Consecutive messages.
   *
   * @param start position of the first among all that fit
   */
  record Page(Request request, int start, List<LogLine> lines, boolean more) {
    int end() {
      return start + lines.size();
    }
  }

  /** The page to begin with. */
  Page first(Request request) {
    int total = pages.count(request.viewpoint(), request.run(), request.filter());
    int start = 0;
    if (request.line() > 0) {
      start = Math.max(0, positionOf(request) - PAGE / 2);
    } else if (request.follow()) {
      start = Math.max(0, total - PAGE);
    }
    return page(request, start, PAGE);
  }

  Page page(Request request, int start, int limit) {
    List<LogLine> lines =
        pages.page(request.viewpoint(), request.run(), request.filter(), start, limit);
    return new Page(request, start, lines, lines.size() == limit);
  }

  /** What arrived behind a message. */
  LogPages.Slice after(Request request, long cursor) {
    return pages.listAfter(request.viewpoint(), request.run(), request.filter(), cursor, PAGE);
  }

  private int positionOf(Request request) {
    return pages.countBefore(request.viewpoint(), request.run(), request.filter(), request.line());
  }
}
