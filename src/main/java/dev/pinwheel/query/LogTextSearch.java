package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Searches a text in the messages as they are shown, because the database has only their parts. */
final class LogTextSearch {

  private static final int SEARCHED_AT_ONCE = 1000;

  private final String part;
  private final int skip;
  private final int limit;

  final List<LogLine> found = new ArrayList<>();

  /** How many matches were left out. */
  int skipped;

  /** The last message that was looked at. */
  long at;

  /** Whether there are no further ones. */
  boolean ended;

  /**
   * @param skip how many matches to leave out
   */
  LogTextSearch(String text, int skip, int limit) {
    this.part = text.toLowerCase(Locale.ROOT);
    this.skip = skip;
    this.limit = limit;
  }

  /** Searches messages behind {@code from} until the page is full, or the limit is reached. */
  void run(DSLContext dsl, Condition condition, long from, int most) {
    at = from;
    for (int searched = 0; searched < most; searched += SEARCHED_AT_ONCE) {
      List<LogLine> lines =
          LogPages.lines(dsl, condition.and(LOG_MESSAGE.ID.gt(at)))
              .limit(SEARCHED_AT_ONCE)
              .fetch(LogPages::line);
      for (LogLine line : lines) {
        if (found.size() == limit && skipped >= skip) {
          return;
        }
        add(line);
        at = line.id();
      }
      if (lines.size() < SEARCHED_AT_ONCE) {
        ended = true;
        return;
      }
    }
  }

  private void add(LogLine line) {
    if (!contains(line, part)) {
      return;
    }
    if (skipped < skip) {
      skipped++;
    } else {
      found.add(line);
    }
  }

  /**
   * Whether a message contains a text.
   *
   * @param part in lower case
   */
  static boolean contains(LogLine line, String part) {
    return line.message().toLowerCase(Locale.ROOT).contains(part);
  }
}
