package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.facts.CurrentAttemptField;
import dev.pinwheel.query.facts.StoredText;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.jooq.tables.Execution;
import dev.pinwheel.store.json.StoredFailureJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Which of the newest runs have a text in their arguments, or in the error with which they ended,
 * as shown from a viewpoint: in one statement, which leaves out what is not visible (W4).
 */
final class TextInRuns {

  private static final String QUOTE = "\"";
  private static final String ESCAPE = "\\";

  private final NewestRuns newest;
  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final String part;

  TextInRuns(NewestRuns newest, DSLContext dsl, Viewpoint viewpoint, String text) {
    this.newest = newest;
    this.dsl = dsl;
    this.viewpoint = viewpoint;
    this.part = text.strip().toLowerCase(Locale.ROOT);
  }

  /** Runs by where the text is, the latest activity first. */
  record Found(List<RunId> byArguments, List<RunId> byError) {}

  Found find(int limit) {
    List<RunId> byArguments = new ArrayList<>();
    List<RunId> byError = new ArrayList<>();
    Field<Boolean> inArguments = DSL.field(isInArguments());
    dsl.select(newest.run(), inArguments)
        .from(newest.table())
        .join(RUN)
        .on(RUN.ID.eq(newest.run()))
        .join(STEP)
        .on(STEP.RUN_ID.eq(newest.run()))
        .and(STEP.NUMBER.eq(1))
        .where(isInArguments().or(newest.endedBadly().gt(BigDecimal.ZERO).and(isInError())))
        .orderBy(newest.lastActivityAt().desc(), newest.run().desc())
        .limit(2 * limit)
        .forEach(row -> {
          List<RunId> found = row.value2() ? byArguments : byError;
          if (found.size() < limit) {
            found.add(new RunId(row.value1()));
          }
        });
    return new Found(byArguments, byError);
  }

  /** As the line is shown: without the quotation marks of texts, and what escapes them. */
  private Condition isInArguments() {
    String shown = part.replace(QUOTE, "").replace(ESCAPE, "");
    if (shown.isEmpty()) {
      return DSL.falseCondition();
    }
    Field<String> line = DSL.replace(DSL.replace(STEP.ARGUMENT_LINE, QUOTE, ""), ESCAPE, "");
    Execution first = EXECUTION.as("with_arguments");
    return DSL.position(DSL.lower(line), shown)
        .gt(0)
        .and(
            DSL.exists(
                DSL.selectOne()
                    .from(first)
                    .where(first.RUN_ID.eq(RUN.ID))
                    .and(first.STEP_NUMBER.eq(1))
                    .and(VisibilityCondition.in(viewpoint, first.WORKSPACE_ID))));
  }

  /** Step 1's current attempt, or what its outcome leads to, failed with this text. */
  private Condition isInError() {
    var own = RESULT.as("own_result");
    var end = RESULT.as("end_result");
    Execution ended = EXECUTION.as("ended");
    return DSL.exists(
        DSL.selectOne()
            .from(own)
            .leftJoin(OUTCOME)
            .on(OUTCOME.EXECUTION_ID.eq(own.EXECUTION_ID))
            .and(own.KIND.in("cached", "deferred", "spawned"))
            .join(end)
            .on(end.EXECUTION_ID.eq(DSL.coalesce(OUTCOME.END_ID, own.EXECUTION_ID)))
            .join(ended)
            .on(ended.ID.eq(end.EXECUTION_ID))
            .where(own.EXECUTION_ID.eq(CurrentAttemptField.ofFirstStep(viewpoint)))
            .and(VisibilityCondition.in(viewpoint, ended.WORKSPACE_ID))
            .and(end.FAILURE.isNotNull())
            .and(
                StoredText.containsBefore(
                    dsl,
                    end.FAILURE,
                    StoredFailureJson.AFTER_MESSAGE,
                    StoredFailureJson.written(part))));
  }
}
