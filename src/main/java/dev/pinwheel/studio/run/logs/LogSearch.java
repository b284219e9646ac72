package dev.pinwheel.studio.run.logs;

import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.query.LogPages.SearchedPart;
import dev.pinwheel.studio.run.logs.LogReader.Page;
import dev.pinwheel.studio.run.logs.LogReader.Progress;
import dev.pinwheel.studio.run.logs.LogReader.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A search for a text through all messages of a log, part by part: it holds at most a page of what
 * it finds, and stops when nobody waits for it any more. Confined to one thread.
 */
final class LogSearch {

  private final LogPages pages;
  private final Request request;
  private final Progress progress;
  private final Deque<LogLine> kept = new ArrayDeque<>();
  private final long total;
  private long searched;
  private long cursor;
  private int skipped;
  private boolean ended;
  private boolean givenUp;

  /**
   * @param total how many messages there are, as far as that is of interest
   */
  private LogSearch(LogPages pages, Request request, long cursor, long total, Progress progress) {
    this.pages = pages;
    this.request = request;
    this.progress = progress;
    this.cursor = cursor;
    this.total = total;
  }

  /** The page around a message, or at the end when following, else at the beginning. */
  static Page first(LogPages pages, Request request, Progress progress) {
    int total = pages.countSearched(request.viewpoint(), request.run(), request.filter());
    LogSearch search = new LogSearch(pages, request, 0, total, progress);
    boolean follow = request.line() == 0 && request.follow();
    while (search.goesOn() && (follow || search.kept.size() < LogReader.PAGE)) {
      for (LogLine line : search.next()) {
        search.kept.add(line);
        if (follow) {
          search.keepLast(LogReader.PAGE);
        } else if (line.id() < request.line()) {
          search.keepLast(LogReader.PAGE / 2);
        }
      }
    }
    return search.result(search.skipped, follow ? Integer.MAX_VALUE : LogReader.PAGE);
  }

  /** The matches from one position to another. */
  static Page page(LogPages pages, Request request, int start, int limit, Progress progress) {
    LogSearch search = new LogSearch(pages, request, 0, 0, progress);
    while (search.goesOn() && search.kept.size() < limit) {
      for (LogLine line : search.next()) {
        if (search.skipped < start) {
          search.skipped++;
        } else {
          search.kept.add(line);
        }
      }
    }
    return search.result(start, limit);
  }

  /** At most a page of the matches behind a cursor. */
  static Page after(LogPages pages, Request request, long cursor, Progress progress) {
    LogSearch search = new LogSearch(pages, request, cursor, 0, progress);
    while (search.goesOn() && search.kept.size() < LogReader.PAGE) {
      search.kept.addAll(search.next());
    }
    return search.result(-1, LogReader.PAGE);
  }

  private boolean goesOn() {
    return !ended && !givenUp;
  }

  private List<LogLine> next() {
    SearchedPart part =
        pages.searchAfter(request.viewpoint(), request.run(), request.filter(), cursor);
    cursor = part.cursor();
    searched += part.searched();
    ended = part.ended();
    givenUp = !progress.searched(searched, Math.max(total, searched));
    return part.lines();
  }

  private void keepLast(int most) {
    if (kept.size() > most) {
      kept.removeFirst();
      skipped++;
    }
  }

  private Page result(int start, int limit) {
    if (givenUp) {
      return Page.none(request);
    }
    List<LogLine> lines = new ArrayList<>(kept);
    boolean cut = lines.size() > limit;
    if (cut) {
      lines = lines.subList(0, limit);
    }
    return new Page(request, start, lines, cut || !ended, cut ? lines.getLast().id() : cursor);
  }
}
