package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.step.ExecutionView.Argument;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.store.Payloads;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** Loads the arguments of a step. */
final class StepArguments {

  private StepArguments() {}

  static List<Json> load(DSLContext dsl, Payloads payloads, StepFact step) {
    return dsl.select(STEP.ARGUMENTS, STEP.ARGUMENTS_BLOB_ID)
        .from(STEP)
        .where(STEP.RUN_ID.eq(step.id().run().number()))
        .and(STEP.NUMBER.eq(step.id().number()))
        .fetchSingle(row -> JsonArray.split(payloads.load(dsl, row.value1(), row.value2())));
  }

  /** The arguments with their names. Large values are left out. */
  static List<Argument> named(StepFact step, List<Json> values) {
    List<String> names = step.options().parameters();
    List<String> inKey =
        step.memoKey() == null ? List.of() : MemoOptionText.parameters(step.options());
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String name = i < names.size() ? names.get(i) : "#" + (i + 1);
      Json value = values.get(i);
      boolean small = value.size() <= Value.INLINE_LIMIT;
      arguments.add(
          new Argument(name, new Value(small ? value : null, value.size()), inKey.contains(name)));
    }
    return arguments;
  }
}
