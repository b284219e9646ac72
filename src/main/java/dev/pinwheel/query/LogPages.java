package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectLimitStep;

/**
 * Log messages of a run, oldest first, of visible executions only (W4). A text is looked for in
 * messages as they are shown, with their values filled in; one read looks at 100,000 messages at
 * most. Thread-safe.
 */
public final class LogPages {

  private static final int MOST_LINES = 5000;
  private static final int MOST_SEARCHED = 100_000;
  private static final int SEARCHED_AT_ONCE = 1000;
  private static final long FIRST = 0;

  private final Database database;
  private final int mostSearched;

  public LogPages(Database database) {
    this(database, MOST_SEARCHED);
  }

  /**
   * @param mostSearched in how many messages one read looks for a text, rounded up to thousands
   */
  LogPages(Database database, int mostSearched) {
    this.database = database;
    this.mostSearched = mostSearched;
  }

  /**
   * Consecutive messages.
   *
   * @param cursor where to go on: behind everything that was looked at
   * @param more whether there may be further ones; with a text, also of a page that is not full
   */
  public record Slice(List<LogLine> lines, long cursor, boolean more) {
    public Slice {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Rows {@code offset} to {@code offset + limit} (exclusive), for a grid. With a text, those among
   * the first messages that one read looks at.
   */
  public List<LogLine> page(
      Viewpoint viewpoint, RunId run, LogFilter filter, int offset, int limit) {
    int most = Math.min(limit, MOST_LINES);
    return database.read(dsl -> {
      Condition condition = condition(viewpoint, run, filter);
      if (filter.text().isEmpty()) {
        return lines(dsl, condition).limit(most).offset(offset).fetch(LogPages::line);
      }
      Search search = new Search(filter.text(), offset, most);
      search.run(dsl, condition, FIRST, mostSearched);
      return search.found;
    });
  }

  /** At most {@code limit} messages after a cursor; 0 starts at the oldest. Cheap at any depth. */
  public Slice listAfter(Viewpoint viewpoint, RunId run, LogFilter filter, long cursor, int limit) {
    int most = Math.min(limit, MOST_LINES);
    return database.read(dsl -> {
      Condition condition = condition(viewpoint, run, filter);
      if (!filter.text().isEmpty()) {
        Search search = new Search(filter.text(), 0, most);
        search.run(dsl, condition, cursor, mostSearched);
        return new Slice(search.found, search.at, !search.ended);
      }
      List<LogLine> lines =
          lines(dsl, condition.and(LOG_MESSAGE.ID.gt(cursor)))
              .limit(most + 1)
              .fetch(LogPages::line);
      List<LogLine> page = lines.subList(0, Math.min(most, lines.size()));
      return new Slice(
          page, page.isEmpty() ? cursor : page.getLast().id(), lines.size() > page.size());
    });
  }

  /** How many messages fit; with a text, among the first that one read looks at. */
  public int count(Viewpoint viewpoint, RunId run, LogFilter filter) {
    return countBefore(viewpoint, run, filter, Long.MAX_VALUE);
  }

  /** Like {@link #count}, of the messages before this one: its position. */
  public int countBefore(Viewpoint viewpoint, RunId run, LogFilter filter, long message) {
    return database.read(dsl -> {
      Condition condition = condition(viewpoint, run, filter).and(LOG_MESSAGE.ID.lt(message));
      if (!filter.text().isEmpty()) {
        Search search = new Search(filter.text(), Integer.MAX_VALUE, 0);
        search.run(dsl, condition, FIRST, mostSearched);
        return search.skipped;
      }
      return dsl.fetchCount(
          dsl.selectOne()
              .from(LOG_MESSAGE)
              .join(EXECUTION)
              .on(EXECUTION.ID.eq(LOG_MESSAGE.EXECUTION_ID))
              .where(condition));
    });
  }

  /** Looks for a text in the messages as they are shown: the database has only their parts. */
  private static final class Search {
    private final String part;
    private final int skip;
    private final int limit;
    private final List<LogLine> found = new ArrayList<>();
    private int skipped;
    private long at;
    private boolean ended;

    /**
     * @param skip leaves out so many that fit
     */
    Search(String text, int skip, int limit) {
      this.part = text.toLowerCase(Locale.ROOT);
      this.skip = skip;
      this.limit = limit;
    }

    /** Looks at messages behind {@code from} until the page is full, or at so many. */
    void run(DSLContext dsl, Condition condition, long from, int most) {
      at = from;
      for (int searched = 0; searched < most; searched += SEARCHED_AT_ONCE) {
        List<LogLine> lines =
            lines(dsl, condition.and(LOG_MESSAGE.ID.gt(at)))
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
      if (!line.message().toLowerCase(Locale.ROOT).contains(part)) {
        return;
      }
      if (skipped < skip) {
        skipped++;
      } else {
        found.add(line);
      }
    }
  }

  private static SelectLimitStep<? extends Record> lines(DSLContext dsl, Condition condition) {
    return dsl.select(
            LOG_MESSAGE.ID,
            LOG_MESSAGE.LOGGED_AT,
            LOG_MESSAGE.LEVEL,
            LOG_MESSAGE.TEMPLATE,
            LOG_MESSAGE.TEMPLATE_VALUES,
            EXECUTION.RUN_ID,
            EXECUTION.STEP_NUMBER,
            EXECUTION.ATTEMPT,
            STEP.TARGET)
        .from(LOG_MESSAGE)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(LOG_MESSAGE.EXECUTION_ID))
        .join(STEP)
        .on(STEP.RUN_ID.eq(EXECUTION.RUN_ID))
        .and(STEP.NUMBER.eq(EXECUTION.STEP_NUMBER))
        .where(condition)
        .orderBy(LOG_MESSAGE.ID);
  }

  /** All but the text. */
  private static Condition condition(Viewpoint viewpoint, RunId run, LogFilter filter) {
    List<Condition> all = new ArrayList<>();
    all.add(LOG_MESSAGE.RUN_ID.eq(run.number()));
    all.add(VisibilityCondition.in(viewpoint, LOG_MESSAGE.WORKSPACE_ID));
    ExecutionId execution = filter.execution();
    if (execution != null) {
      all.add(EXECUTION.STEP_NUMBER.eq(execution.step().number()));
      all.add(EXECUTION.ATTEMPT.eq(execution.attempt()));
    }
    if (filter.step() != null) {
      all.add(EXECUTION.STEP_NUMBER.eq(filter.step()));
    }
    if (!filter.levels().isEmpty()) {
      all.add(LOG_MESSAGE.LEVEL.in(filter.levels().stream().map(LogLine.Level::word).toList()));
    }
    return org.jooq.impl.DSL.and(all);
  }

  private static LogLine line(Record row) {
    StepId step = new StepId(new RunId(row.get(EXECUTION.RUN_ID)), row.get(EXECUTION.STEP_NUMBER));
    return new LogLine(
        row.get(LOG_MESSAGE.ID),
        new ExecutionId(step, row.get(EXECUTION.ATTEMPT)),
        row.get(STEP.TARGET),
        row.get(LOG_MESSAGE.LOGGED_AT),
        LogLine.Level.ofWord(row.get(LOG_MESSAGE.LEVEL)),
        LogTemplate.parts(row.get(LOG_MESSAGE.TEMPLATE), row.get(LOG_MESSAGE.TEMPLATE_VALUES)));
  }
}
