package dev.pinwheel.studio.run.logs;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.query.view.Viewpoint;
import java.util.List;

/**
 * Reads pages of a log. All methods block. A text is searched in all messages, part by part, with
 * progress in between.
 */
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

    boolean isSearch() {
      return !filter.text().isEmpty();
    }

    /** Whether some messages are left out by level, step or text. */
    boolean isNarrowed() {
      return isSearch() || filter.step() != null || !filter.levels().isEmpty();
    }

    /** Wherever both begin. */
    boolean isOfSameMessages(Request other) {
      return viewpoint.equals(other.viewpoint)
          && run.equals(other.run)
          && filter.equals(other.filter);
    }
  }

  /**
   * Consecutive messages.
   *
   * @param start position of the first among all that fit; -1 for those behind the ones before
   * @param cursor where the next page begins; 0 when it is not known
   */
  record Page(Request request, int start, List<LogLine> lines, boolean more, long cursor) {

    Page {
      lines = List.copyOf(lines);
    }

    /** Nothing: the search was given up. */
    static Page none(Request request) {
      return new Page(request, -1, List.of(), true, 0);
    }

    int end() {
      return start + lines.size();
    }
  }

  /** Told between the parts of a search. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param total how many messages there are to search; only of a first page
     * @return whether to go on
     */
    boolean searched(long searched, long total);
  }

  /** The page to begin with. */
  Page first(Request request, Progress progress) {
    if (request.isSearch()) {
      return LogSearch.first(pages, request, progress);
    }
    int total = pages.count(request.viewpoint(), request.run(), request.filter());
    int start = 0;
    if (request.line() > 0) {
      start = Math.max(0, positionOf(request) - PAGE / 2);
    } else if (request.follow()) {
      start = Math.max(0, total - PAGE);
    }
    return page(request, start, PAGE, progress);
  }

  Page page(Request request, int start, int limit, Progress progress) {
    if (request.isSearch()) {
      return LogSearch.page(pages, request, start, limit, progress);
    }
    List<LogLine> lines =
        pages.page(request.viewpoint(), request.run(), request.filter(), start, limit);
    return new Page(
        request, start, lines, lines.size() == limit, lines.isEmpty() ? 0 : lines.getLast().id());
  }

  /** What is behind a cursor; at most a page. */
  Page after(Request request, long cursor, Progress progress) {
    if (request.isSearch()) {
      return LogSearch.after(pages, request, cursor, progress);
    }
    LogPages.Slice arrived =
        pages.listAfter(request.viewpoint(), request.run(), request.filter(), cursor, PAGE);
    return new Page(request, -1, arrived.lines(), arrived.more(), arrived.cursor());
  }

  private int positionOf(Request request) {
    return pages.countBefore(request.viewpoint(), request.run(), request.filter(), request.line());
  }
}
