package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.RemovedRuns;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.StepStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.impl.DSL;

/**
 * Log messages of a run, oldest first, of visible executions only (W4). A text is searched in
 * messages as they are shown, with their values filled in; one read searches at most 100,000
 * messages. Thread-safe.
 */
public final class LogPages {

  private static final int MOST_LINES = 5000;
  private static final int MOST_SEARCHED = 100_000;

  /** Of a search in parts: some ten milliseconds of work. */
  private static final int PART = 5000;

  private static final long FIRST = 0;

  private final Database database;
  private final int mostSearched;
  private final int partSize;

  public LogPages(Database database) {
    this(database, MOST_SEARCHED, PART);
  }

  /**
   * @param mostSearched how many messages one read searches for a text, rounded up to thousands
   * @param partSize how many a search in parts looks at in each of them
   */
  LogPages(Database database, int mostSearched, int partSize) {
    this.database = database;
    this.mostSearched = mostSearched;
    this.partSize = partSize;
  }

  /**
   * Consecutive messages.
   *
   * @param cursor where the next page begins: behind everything that was searched
   * @param more whether there may be further ones; with a text, also of a page that is not full
   */
  public record Slice(List<LogLine> lines, long cursor, boolean more) {
    public Slice {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Rows {@code offset} to {@code offset + limit} (exclusive), for a grid. With a text, rows among
   * the messages that one read searches.
   */
  public List<LogLine> page(
      Viewpoint viewpoint, RunId run, LogFilter filter, int offset, int limit) {
    int most = Math.min(limit, MOST_LINES);
    return database.read(dsl -> {
      Condition condition = condition(dsl, viewpoint, run, filter);
      if (filter.text().isEmpty()) {
        return lines(dsl, condition).limit(most).offset(offset).fetch(LogPages::line);
      }
      LogTextSearch search = new LogTextSearch(filter.text(), offset, most);
      search.run(dsl, condition, FIRST, mostSearched);
      return search.found;
    });
  }

  /**
   * At most {@code limit} messages after a cursor; 0 starts at the oldest. The cost does not depend
   * on the position.
   */
  public Slice listAfter(Viewpoint viewpoint, RunId run, LogFilter filter, long cursor, int limit) {
    int most = Math.min(limit, MOST_LINES);
    return database.read(dsl -> {
      Condition condition = condition(dsl, viewpoint, run, filter);
      if (!filter.text().isEmpty()) {
        LogTextSearch search = new LogTextSearch(filter.text(), 0, most);
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

  /**
   * A part of a search through the messages of a run.
   *
   * @param lines those that contain the text
   * @param cursor where the next part begins
   * @param searched how many messages were looked at
   * @param ended whether there were no further ones
   */
  public record SearchedPart(List<LogLine> lines, long cursor, int searched, boolean ended) {
    public SearchedPart {
      lines = List.copyOf(lines);
    }
  }

  /** Searches the text of the filter in some thousand messages after a cursor. */
  public SearchedPart searchAfter(Viewpoint viewpoint, RunId run, LogFilter filter, long cursor) {
    return database.read(dsl -> {
      List<LogLine> lines =
          lines(dsl, condition(dsl, viewpoint, run, filter).and(LOG_MESSAGE.ID.gt(cursor)))
              .limit(partSize)
              .fetch(LogPages::line);
      String part = filter.text().toLowerCase(Locale.ROOT);
      return new SearchedPart(
          lines.stream().filter(line -> LogTextSearch.contains(line, part)).toList(),
          lines.isEmpty() ? cursor : lines.getLast().id(),
          lines.size(),
          lines.size() < partSize);
    });
  }

  /** How many messages a search looks at: those that match but for the text. */
  public int countSearched(Viewpoint viewpoint, RunId run, LogFilter filter) {
    return database.read(dsl -> count(dsl, condition(dsl, viewpoint, run, filter)));
  }

  private static int count(DSLContext dsl, Condition condition) {
    return dsl.fetchCount(
        dsl.selectOne()
            .from(LOG_MESSAGE)
            .join(EXECUTION)
            .on(EXECUTION.ID.eq(LOG_MESSAGE.EXECUTION_ID))
            .where(condition));
  }

  /** How many messages match; with a text, among those that one read searches. */
  public int count(Viewpoint viewpoint, RunId run, LogFilter filter) {
    return countBefore(viewpoint, run, filter, Long.MAX_VALUE);
  }

  /** Like {@link #count}, of the messages before this one: its position. */
  public int countBefore(Viewpoint viewpoint, RunId run, LogFilter filter, long message) {
    return database.read(dsl -> {
      Condition condition = condition(dsl, viewpoint, run, filter).and(LOG_MESSAGE.ID.lt(message));
      if (!filter.text().isEmpty()) {
        LogTextSearch search = new LogTextSearch(filter.text(), Integer.MAX_VALUE, 0);
        search.run(dsl, condition, FIRST, mostSearched);
        return search.skipped;
      }
      return count(dsl, condition);
    });
  }

  /** Messages, oldest first. */
  static SelectLimitStep<? extends Record> lines(DSLContext dsl, Condition condition) {
    return dsl.select(
            LOG_MESSAGE.ID,
            LOG_MESSAGE.LOGGED_AT,
            LOG_MESSAGE.LEVEL,
            LOG_MESSAGE.TEMPLATE,
            LOG_MESSAGE.TEMPLATE_VALUES,
            EXECUTION.RUN_ID,
            EXECUTION.STEP_NUMBER,
            EXECUTION.ATTEMPT,
            STEP.TARGET,
            STEP.ARGUMENT_LINE)
        .from(LOG_MESSAGE)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(LOG_MESSAGE.EXECUTION_ID))
        .join(STEP)
        .on(StepStore.isStepOf(EXECUTION))
        .where(condition)
        .orderBy(LOG_MESSAGE.ID);
  }

  /** All conditions except the text. */
  private static Condition condition(
      DSLContext dsl, Viewpoint viewpoint, RunId run, LogFilter filter) {
    List<Condition> all = new ArrayList<>();
    all.add(LOG_MESSAGE.RUN_ID.eq(run.number()));
    all.add(VisibilityCondition.in(viewpoint, LOG_MESSAGE.WORKSPACE_ID));
    if (RemovedRuns.contain(dsl, run.number())) {
      all.add(DSL.falseCondition());
    }
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
    return DSL.and(all);
  }

  static LogLine line(Record row) {
    StepId step = new StepId(new RunId(row.get(EXECUTION.RUN_ID)), row.get(EXECUTION.STEP_NUMBER));
    return new LogLine(
        row.get(LOG_MESSAGE.ID),
        new ExecutionId(step, row.get(EXECUTION.ATTEMPT)),
        row.get(STEP.TARGET),
        row.get(STEP.ARGUMENT_LINE),
        row.get(LOG_MESSAGE.LOGGED_AT),
        LogLine.Level.ofWord(row.get(LOG_MESSAGE.LEVEL)),
        LogTemplate.parts(row.get(LOG_MESSAGE.TEMPLATE), row.get(LOG_MESSAGE.TEMPLATE_VALUES)));
  }
}
