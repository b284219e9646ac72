package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.facts.CurrentAttemptField;
import dev.pinwheel.query.facts.StoredText;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Which runs have a text in their id, workflow or arguments, as a condition on {@code RUN}. */
final class RunTextCondition {

  /** A part of an id is looked for in so many of the newest visible runs. */
  private static final int IDS_SEARCHED = 20_000;

  private static final int IDS_FOUND = 500;

  private static final String QUOTE = "\"";

  private final DSLContext dsl;
  private final Viewpoint viewpoint;

  RunTextCondition(DSLContext dsl, Viewpoint viewpoint) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
  }

  Condition has(String text) {
    String part = text.toLowerCase(Locale.ROOT);
    List<Condition> any = new ArrayList<>();
    any.add(DSL.position(DSL.lower(RUN.TARGET), part).gt(0));
    any.add(DSL.position(DSL.lower(RUN.MODULE), part).gt(0));
    any.add(
        DSL.exists(
            DSL.selectOne()
                .from(STEP)
                .where(STEP.RUN_ID.eq(RUN.ID))
                .and(STEP.NUMBER.eq(1))
                .and(StoredText.contains(dsl, STEP.ARGUMENTS, part).or(isInLine(part)))
                .and(CurrentAttemptField.ofFirstStep(viewpoint).isNotNull())));
    List<Long> runs = runsWithIdLike(text.toUpperCase(Locale.ROOT));
    if (!runs.isEmpty()) {
      any.add(RUN.ID.in(runs));
    }
    return DSL.or(any);
  }

  /** As the line is shown: without the quotation marks of texts. */
  private static Condition isInLine(String part) {
    return DSL.position(
            DSL.lower(DSL.replace(STEP.ARGUMENT_LINE, QUOTE, "")), part.replace(QUOTE, ""))
        .gt(0);
  }

  /** Ids are numbers to the database, so those that people see are compared here. */
  private List<Long> runsWithIdLike(String part) {
    String id = part.contains(":") ? part.substring(0, part.indexOf(':')) : part;
    List<Long> found = new ArrayList<>();
    RunId.parse(id).ifPresent(run -> found.add(run.number()));
    if (!found.isEmpty() || !id.matches("[0-9A-Z]{2,12}")) {
      return found;
    }
    dsl
        .selectDistinct(RUN_SUMMARY.RUN_ID)
        .from(RUN_SUMMARY)
        .where(VisibilityCondition.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID))
        .orderBy(RUN_SUMMARY.RUN_ID.desc())
        .limit(IDS_SEARCHED)
        .fetch(RUN_SUMMARY.RUN_ID)
        .stream()
        .filter(number -> new RunId(number).toString().contains(id))
        .limit(IDS_FOUND)
        .forEach(found::add);
    return found;
  }
}
