package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.StoredText;
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

/** Log messages of a run, oldest first, of visible executions only (W4). Thread-safe. */
public final class LogPages {

  private static final int MOST_LINES = 5000;

  private final Database database;

  public LogPages(Database database) {
    this.database = database;
  }

  /** Rows {@code offset} to {@code offset + limit} (exclusive), for a grid. */
  public List<LogLine> page(
      Viewpoint viewpoint, RunId run, LogFilter filter, int offset, int limit) {
    return database.read(dsl ->
        lines(dsl, condition(dsl, viewpoint, run, filter))
            .limit(Math.min(limit, MOST_LINES))
            .offset(offset)
            .fetch(LogPages::line));
  }

  /** At most {@code limit} messages after a cursor; 0 starts at the oldest. Cheap at any depth. */
  public List<LogLine> listAfter(
      Viewpoint viewpoint, RunId run, LogFilter filter, long cursor, int limit) {
    return database.read(dsl ->
        lines(dsl, condition(dsl, viewpoint, run, filter).and(LOG_MESSAGE.ID.gt(cursor)))
            .limit(Math.min(limit, MOST_LINES))
            .fetch(LogPages::line));
  }

  /** How many messages fit. */
  public int count(Viewpoint viewpoint, RunId run, LogFilter filter) {
    return database.read(dsl ->
        dsl.fetchCount(
            dsl.selectOne()
                .from(LOG_MESSAGE)
                .join(EXECUTION)
                .on(EXECUTION.ID.eq(LOG_MESSAGE.EXECUTION_ID))
                .where(condition(dsl, viewpoint, run, filter))));
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

  private static Condition condition(
      DSLContext dsl, Viewpoint viewpoint, RunId run, LogFilter filter) {
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
    if (!filter.text().isEmpty()) {
      String part = filter.text().toLowerCase(Locale.ROOT);
      all.add(
          StoredText.contains(dsl, LOG_MESSAGE.TEMPLATE, part)
              .or(StoredText.contains(dsl, LOG_MESSAGE.TEMPLATE_VALUES, part)));
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
