package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.Payloads;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** The arguments of all calls of some runs. Immutable. */
public final class CallArguments {

  private record Made(long caller, int number) {}

  private final Map<StepId, List<Json>> steps = new HashMap<>();

  /** Of calls whose arguments differ from those of the step that they refer to. */
  private final Map<Made, List<Json>> calls = new HashMap<>();

  private CallArguments() {}

  public static CallArguments load(DSLContext dsl, Payloads payloads, Collection<RunId> runs) {
    List<Long> ids = runs.stream().map(RunId::number).toList();
    CallArguments arguments = new CallArguments();
    dsl.select(STEP.RUN_ID, STEP.NUMBER, STEP.ARGUMENTS, STEP.ARGUMENTS_BLOB_ID)
        .from(STEP)
        .where(STEP.RUN_ID.in(ids))
        .forEach(row ->
            arguments.steps.put(
                new StepId(new RunId(row.value1()), row.value2()),
                JsonArray.split(payloads.load(dsl, row.value3(), row.value4()))));
    dsl.select(CALL.CALLER_ID, CALL.NUMBER, CALL.ARGUMENTS, CALL.ARGUMENTS_BLOB_ID)
        .from(CALL)
        .where(CALL.RUN_ID.in(ids))
        .and(CALL.ARGUMENTS.isNotNull().or(CALL.ARGUMENTS_BLOB_ID.isNotNull()))
        .forEach(row ->
            arguments.calls.put(
                new Made(row.value1(), row.value2()),
                JsonArray.split(payloads.load(dsl, row.value3(), row.value4()))));
    return arguments;
  }

  /** The arguments of a call that refers to this step, one for each parameter. */
  public List<Json> of(CallFact call, StepId step) {
    List<Json> own = calls.get(new Made(call.caller(), call.number()));
    return own == null ? steps.getOrDefault(step, List.of()) : own;
  }
}
