package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.key.ArgumentsHash;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.StepStore;
import dev.pinwheel.store.json.OptionsJson;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;

/**
 * The visible calls of an execution, by number, with their arguments.
 *
 * @param cut whether there are more
 */
record CalledTargets(List<Called> calls, boolean cut) {

  /**
   * A call.
   *
   * @param argumentLine the arguments in one line; null when there is none
   * @param hash of the arguments, in hex
   * @param arguments null when they are large
   * @param group title of the group in which it was called; null for none
   * @param memoKey in hex; null for a call without one
   * @param outcome equal for equal outcomes (T1); null while open
   */
  record Called(
      String module,
      String target,
      @Nullable String argumentLine,
      String hash,
      List<String> parameters,
      @Nullable List<Json> arguments,
      @Nullable String group,
      @Nullable String memoKey,
      ExecutionId execution,
      @Nullable String outcome) {}

  static CalledTargets load(DSLContext dsl, Viewpoint viewpoint, ExecutionId caller) {
    var calling = EXECUTION.as("calling");
    List<SelectField<?>> fields =
        List.of(
            CALL.CALLEE_ID,
            CALL.ARGUMENTS,
            CALL.ARGUMENT_LINE,
            CALL.GROUP_TITLE,
            EXECUTION.RUN_ID,
            EXECUTION.STEP_NUMBER,
            EXECUTION.ATTEMPT,
            STEP.MODULE,
            STEP.TARGET,
            STEP.ARGUMENTS,
            STEP.ARGUMENT_LINE,
            STEP.ARGUMENTS_HASH,
            STEP.MEMO_KEY,
            STEP.OPTIONS);
    List<Record> rows =
        new ArrayList<>(
            dsl.select(fields)
                .from(calling)
                .join(CALL)
                .on(CALL.CALLER_ID.eq(calling.ID))
                .join(EXECUTION)
                .on(EXECUTION.ID.eq(CALL.CALLEE_ID))
                .join(STEP)
                .on(StepStore.isStepOf(EXECUTION))
                .where(calling.RUN_ID.eq(caller.run().number()))
                .and(calling.STEP_NUMBER.eq(caller.step().number()))
                .and(calling.ATTEMPT.eq(caller.attempt()))
                .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
                .orderBy(CALL.NUMBER)
                .limit(Comparison.MAX_CALLS + 1)
                .fetch());
    boolean cut = rows.size() > Comparison.MAX_CALLS;
    List<Record> shown = cut ? rows.subList(0, Comparison.MAX_CALLS) : rows;
    Facts facts = new Facts(viewpoint);
    List<Long> callees = shown.stream().map(row -> row.get(CALL.CALLEE_ID)).distinct().toList();
    for (int from = 0; from < callees.size(); from += 500) {
      FactLoader.addExecutions(
          dsl, facts, EXECUTION.ID.in(callees.subList(from, Math.min(callees.size(), from + 500))));
    }
    return new CalledTargets(shown.stream().map(row -> called(facts, row)).toList(), cut);
  }

  private static Called called(Facts facts, Record row) {
    byte[] own = row.get(CALL.ARGUMENTS);
    String ofCall = row.get(CALL.ARGUMENT_LINE);
    byte[] ofStep = row.get(STEP.ARGUMENTS);
    byte[] json = own == null ? ofStep : own;
    List<Json> arguments = json == null ? null : JsonArray.split(Json.of(json));
    String module = row.get(STEP.MODULE);
    String target = row.get(STEP.TARGET);
    byte[] hash =
        own == null
            ? row.get(STEP.ARGUMENTS_HASH)
            : ArgumentsHash.of(
                    module,
                    target,
                    Objects.requireNonNull(arguments).stream().map(Json::utf8).toList())
                .bytes();
    StepId step = new StepId(new RunId(row.get(EXECUTION.RUN_ID)), row.get(EXECUTION.STEP_NUMBER));
    byte[] memoKey = row.get(STEP.MEMO_KEY);
    return new Called(
        module,
        target,
        ofCall == null && own == null ? row.get(STEP.ARGUMENT_LINE) : ofCall,
        HexFormat.of().formatHex(hash),
        OptionsJson.read(row.get(STEP.OPTIONS)).parameters(),
        arguments,
        row.get(CALL.GROUP_TITLE),
        memoKey == null ? null : HexFormat.of().formatHex(memoKey),
        new ExecutionId(step, row.get(EXECUTION.ATTEMPT)),
        outcome(facts, row.get(CALL.CALLEE_ID)));
  }

  private static @Nullable String outcome(Facts facts, long execution) {
    ExecutionFact fact = facts.execution(execution);
    ResultFact outcome = fact == null ? null : facts.outcome(fact);
    return outcome == null ? null : outcome.comparable();
  }
}
