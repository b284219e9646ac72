package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.JsonDifference;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.StepStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Compares the arguments of two calls of one target. */
final class ArgumentComparison {

  private final DSLContext dsl;
  private final Viewpoint viewpoint;

  ArgumentComparison(DSLContext dsl, Viewpoint viewpoint) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
  }

  /**
   * Where arguments differ, without notes.
   *
   * @param parameters names in the order of the arguments
   * @param wanted the names of those to compare
   */
  static List<ArgumentDifference> between(
      List<String> parameters, List<String> wanted, List<Json> before, List<Json> after) {
    List<ArgumentDifference> differences = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      String parameter = parameters.get(i);
      Json old = at(before, i);
      Json now = at(after, i);
      if (wanted.contains(parameter) && !old.equals(now)) {
        List<JsonDifference> places = JsonDifference.between(old, now, ArgumentDifference.SHOWN);
        if (!places.isEmpty()) {
          differences.add(new ArgumentDifference(parameter, places, ""));
        }
      }
    }
    return differences;
  }

  private static Json at(List<Json> arguments, int position) {
    return position < arguments.size() ? arguments.get(position) : Json.NULL;
  }

  /** The same, with notes about handles that are new. */
  List<ArgumentDifference> withNotes(List<ArgumentDifference> differences) {
    return differences.stream()
        .map(difference ->
            new ArgumentDifference(difference.parameter(), difference.places(), note(difference)))
        .toList();
  }

  private String note(ArgumentDifference difference) {
    return difference.places().stream()
        .filter(JsonDifference::handles)
        .findFirst()
        .map(place -> handle(place.before(), place.after()))
        .orElse("");
  }

  /** M3: a handle enters the key by the id of its execution. */
  private String handle(@Nullable String before, @Nullable String after) {
    ExecutionId old = id(before);
    ExecutionId now = id(after);
    if (old == null || now == null) {
      return "";
    }
    if (old.step().equals(now.step())) {
      return "A handle counts by the attempt it names, and attempt %d of %s is a new one."
          .formatted(now.attempt(), now.step());
    }
    return unmemoized(now)
        .map(target ->
            "A handle counts by the execution it names. %s is not memoized, so each call of it makes a new execution, and a new handle."
                .formatted(target))
        .orElse("A handle counts by the execution it names, and this is another one.");
  }

  private static @Nullable ExecutionId id(@Nullable String text) {
    return text == null ? null : ExecutionId.parse(text).orElse(null);
  }

  /** The target of the execution, when that is visible and its step has no memo key. */
  private Optional<String> unmemoized(ExecutionId execution) {
    return dsl.select(STEP.TARGET)
        .from(EXECUTION)
        .join(STEP)
        .on(StepStore.isStepOf(EXECUTION))
        .where(EXECUTION.RUN_ID.eq(execution.run().number()))
        .and(EXECUTION.STEP_NUMBER.eq(execution.step().number()))
        .and(EXECUTION.ATTEMPT.eq(execution.attempt()))
        .and(STEP.MEMO_KEY.isNull())
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
        .fetchOptional(STEP.TARGET);
  }
}
