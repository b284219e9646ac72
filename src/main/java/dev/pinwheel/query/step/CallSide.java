package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ValueLoader;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.ExecutionView.Argument;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.json.OptionsJson;
import dev.pinwheel.store.json.StoredFailureJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One side of a compared call: what it was called with and what came of it.
 *
 * @param node the step called, at its drawn execution
 * @param arguments those of the call, also where the step has others (M6); one value for all when
 *     they are large
 * @param result of the outcome (E2); null while open and after a failure
 * @param failure of the outcome; null when it did not fail
 */
public record CallSide(
    StepNode node, List<Argument> arguments, @Nullable Value result, @Nullable Failure failure) {

  public CallSide {
    arguments = List.copyOf(arguments);
  }

  /**
   * @param call null for step 1
   */
  static CallSide load(
      DSLContext dsl, Viewpoint viewpoint, StepNode node, @Nullable CallEdge call) {
    Long end = end(dsl, viewpoint, node.execution()).orElse(null);
    return new CallSide(
        node,
        arguments(dsl, viewpoint, node, call),
        end == null ? null : ValueLoader.result(dsl, end).orElse(null),
        end == null ? null : failure(dsl, end));
  }

  /** Where forwarding ends, as far as that is visible. */
  private static Optional<Long> end(DSLContext dsl, Viewpoint viewpoint, ExecutionId execution) {
    Facts facts = FactLoader.loadAttempts(dsl, viewpoint, execution.step());
    return facts.attempts(execution.step()).stream()
        .filter(attempt -> attempt.id().equals(execution))
        .flatMap(attempt -> Optional.ofNullable(facts.end(attempt)).stream())
        .map(ExecutionFact::sequence)
        .findFirst();
  }

  private static @Nullable Failure failure(DSLContext dsl, long end) {
    return dsl.select(RESULT.FAILURE)
        .from(RESULT)
        .where(RESULT.EXECUTION_ID.eq(end))
        .and(RESULT.FAILURE.isNotNull())
        .fetchOptional(row -> StoredFailureJson.read(row.value1()))
        .orElse(null);
  }

  private static List<Argument> arguments(
      DSLContext dsl, Viewpoint viewpoint, StepNode node, @Nullable CallEdge call) {
    List<Json> own = call == null || !call.isReused() ? List.of() : own(dsl, viewpoint, call);
    return dsl.select(STEP.ARGUMENTS, STEP.OPTIONS, BLOB.SIZE)
        .from(STEP)
        .leftJoin(BLOB)
        .on(BLOB.ID.eq(STEP.ARGUMENTS_BLOB_ID))
        .where(STEP.RUN_ID.eq(node.step().run().number()))
        .and(STEP.NUMBER.eq(node.step().number()))
        .fetchOptional(row -> {
          byte[] inline = row.value1();
          if (inline == null && own.isEmpty()) {
            return List.of(new Argument("arguments", new Value(null, row.value3()), false));
          }
          return named(
              OptionsJson.read(row.value2()).parameters(),
              own.isEmpty() && inline != null ? JsonArray.split(Json.of(inline)) : own);
        })
        .orElse(List.of());
  }

  private static List<Argument> named(List<String> names, List<Json> values) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Json value = values.get(i);
      arguments.add(
          new Argument(
              i < names.size() ? names.get(i) : "#" + (i + 1),
              new Value(value, value.size()),
              false));
    }
    return arguments;
  }

  private static List<Json> own(DSLContext dsl, Viewpoint viewpoint, CallEdge call) {
    ExecutionId caller = call.caller();
    return dsl.select(CALL.ARGUMENTS)
        .from(EXECUTION)
        .join(CALL)
        .on(CALL.CALLER_ID.eq(EXECUTION.ID))
        .where(EXECUTION.RUN_ID.eq(caller.run().number()))
        .and(EXECUTION.STEP_NUMBER.eq(caller.step().number()))
        .and(EXECUTION.ATTEMPT.eq(caller.attempt()))
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
        .and(CALL.NUMBER.eq(call.number()))
        .and(CALL.ARGUMENTS.isNotNull())
        .fetchOptional(row -> JsonArray.split(Json.of(row.value1())))
        .orElse(List.of());
  }
}
