package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.step.TreeKeys.OwnCall;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.JsonDifference;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.json.OptionsJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Says where arguments and results of paired calls differ. Reads them in portions, so that only a
 * few are in memory, and only of the first {@link #LOOKED_AT} calls that differ.
 */
final class DifferenceDetails {

  /** Of further calls only the target is known. */
  static final int LOOKED_AT = 2_000;

  private static final int PORTION = 200;

  private final DSLContext dsl;
  private final PairedTrees trees;
  private final Side before;
  private final Side after;

  DifferenceDetails(DSLContext dsl, PairedTrees trees, Seen before, Seen after) {
    this.dsl = dsl;
    this.trees = trees;
    this.before = new Side(before, trees.before().header().run());
    this.after = new Side(after, trees.after().header().run());
  }

  /** Who looks at a tree, and its keys. */
  record Seen(Viewpoint viewpoint, TreeKeys keys) {}

  /** The same differences with places; those that turn out to be none are left out. */
  List<CallDifference> lookInto(List<CallDifference> differences) {
    List<CallDifference> known = new ArrayList<>();
    List<CallDifference> portion = new ArrayList<>();
    int looked = 0;
    for (CallDifference difference : differences) {
      if (looked < LOOKED_AT && hasPlaces(difference)) {
        looked++;
        portion.add(difference);
        if (portion.size() == PORTION) {
          known.addAll(lookIntoPortion(portion));
          portion.clear();
        }
      } else if (portion.isEmpty()) {
        known.add(difference);
      } else {
        portion.add(difference);
      }
    }
    known.addAll(lookIntoPortion(portion));
    return known;
  }

  private static boolean hasPlaces(CallDifference difference) {
    return switch (difference.kind()) {
      case OTHER_ARGUMENTS, OTHER_RESULT -> true;
      case ADDED, GONE, SAME_RESULT, OTHER_TIMES -> false;
    };
  }

  private List<CallDifference> lookIntoPortion(List<CallDifference> portion) {
    List<PairedCall> calls =
        portion.stream().filter(DifferenceDetails::hasPlaces).map(CallDifference::call).toList();
    if (calls.isEmpty()) {
      return List.copyOf(portion);
    }
    before.read(
        calls.stream().map(PairedCall::callBefore).filter(Objects::nonNull).toList(),
        calls.stream().map(PairedCall::before).filter(Objects::nonNull).toList());
    after.read(
        calls.stream().map(PairedCall::callAfter).filter(Objects::nonNull).toList(),
        calls.stream().map(PairedCall::after).filter(Objects::nonNull).toList());
    return portion.stream()
        .flatMap(
            difference -> hasPlaces(difference) ? look(difference).stream() : Stream.of(difference))
        .toList();
  }

  private Optional<CallDifference> look(CallDifference difference) {
    PairedCall call = difference.call();
    StepNode one = Objects.requireNonNull(call.before());
    StepNode other = Objects.requireNonNull(call.after());
    List<Json> argumentsBefore = before.arguments(one, call.callBefore());
    List<Json> argumentsAfter = after.arguments(other, call.callAfter());
    boolean argumentsKnown =
        call.otherArguments() && argumentsBefore != null && argumentsAfter != null;
    List<ArgumentDifference> arguments =
        argumentsBefore == null || argumentsAfter == null || !call.otherArguments()
            ? List.of()
            : arguments(after.parameters(other), argumentsBefore, argumentsAfter);
    Json valueBefore = difference.hasOtherOutcome() ? before.values.get(one.execution()) : null;
    Json valueAfter = difference.hasOtherOutcome() ? after.values.get(other.execution()) : null;
    boolean valuesKnown = valueBefore != null && valueAfter != null;
    List<JsonDifference> values =
        valueBefore == null || valueAfter == null
            ? List.of()
            : withoutPairedHandles(
                JsonDifference.between(valueBefore, valueAfter, Comparison.MAX_PLACES));
    return difference.with(arguments, argumentsKnown, values, valuesKnown);
  }

  private List<ArgumentDifference> arguments(
      List<String> parameters, List<Json> one, List<Json> other) {
    List<String> names = new ArrayList<>(parameters);
    for (int i = names.size(); i < Math.max(one.size(), other.size()); i++) {
      names.add("#" + (i + 1));
    }
    return ArgumentComparison.between(names, names, one, other).stream()
        .map(argument ->
            new ArgumentDifference(
                argument.parameter(), withoutPairedHandles(argument.places()), argument.note()))
        .filter(argument -> !argument.places().isEmpty())
        .toList();
  }

  private List<JsonDifference> withoutPairedHandles(List<JsonDifference> places) {
    return places.stream().filter(place -> !isPairedHandle(place)).toList();
  }

  private boolean isPairedHandle(JsonDifference place) {
    String one = place.before();
    String other = place.after();
    if (!place.handles() || one == null || other == null) {
      return false;
    }
    ExecutionId left = ExecutionId.parse(one).orElse(null);
    ExecutionId right = ExecutionId.parse(other).orElse(null);
    return left != null && right != null && trees.arePaired(left, right);
  }

  /** What was read last of one of the trees. */
  private final class Side {
    private final Seen seen;
    private final RunId run;
    private final Map<StepId, List<Json>> steps = new HashMap<>();
    private final Map<StepId, List<String>> parameters = new HashMap<>();
    private final Map<OwnCall, List<Json>> own = new HashMap<>();
    private final Map<ExecutionId, Json> values = new HashMap<>();

    Side(Seen seen, RunId run) {
      this.seen = seen;
      this.run = run;
    }

    /** Null when they are large. */
    @Nullable List<Json> arguments(StepNode node, @Nullable CallEdge call) {
      return call != null && seen.keys().own().containsKey(OwnCall.of(call))
          ? own.get(OwnCall.of(call))
          : steps.get(node.step());
    }

    List<String> parameters(StepNode node) {
      return parameters.getOrDefault(node.step(), List.of());
    }

    void read(List<CallEdge> calls, List<StepNode> nodes) {
      steps.clear();
      parameters.clear();
      own.clear();
      values.clear();
      Set<Integer> numbers =
          nodes.stream().map(node -> node.step().number()).collect(Collectors.toSet());
      dsl.select(STEP.NUMBER, STEP.ARGUMENTS, STEP.OPTIONS)
          .from(STEP)
          .where(STEP.RUN_ID.eq(run.number()))
          .and(STEP.NUMBER.in(numbers))
          .forEach(row -> {
            StepId step = new StepId(run, row.value1());
            parameters.put(step, OptionsJson.read(row.value3()).parameters());
            if (row.value2() != null) {
              steps.put(step, JsonArray.split(Json.of(row.value2())));
            }
          });
      readOwn(calls.stream().map(OwnCall::of).filter(seen.keys().own()::containsKey).toList());
      readValues(numbers, nodes);
    }

    private void readOwn(List<OwnCall> calls) {
      if (calls.isEmpty()) {
        return;
      }
      dsl.select(EXECUTION.STEP_NUMBER, EXECUTION.ATTEMPT, CALL.NUMBER, CALL.ARGUMENTS)
          .from(CALL)
          .join(EXECUTION)
          .on(EXECUTION.ID.eq(CALL.CALLER_ID))
          .where(CALL.RUN_ID.eq(run.number()))
          .and(EXECUTION.STEP_NUMBER.in(distinct(calls, call -> call.caller().step().number())))
          .and(CALL.NUMBER.in(distinct(calls, OwnCall::number)))
          .and(CALL.ARGUMENTS.isNotNull())
          .and(VisibilityCondition.in(seen.viewpoint(), EXECUTION.WORKSPACE_ID))
          .forEach(row -> {
            ExecutionId caller = new ExecutionId(new StepId(run, row.value1()), row.value2());
            own.put(new OwnCall(caller, row.value3()), JsonArray.split(Json.of(row.value4())));
          });
    }

    private <T> Set<Integer> distinct(Collection<T> all, Function<T, Integer> number) {
      return all.stream().map(number).collect(Collectors.toSet());
    }

    /** The values in which the outcomes end, following forwarding (E2). */
    private void readValues(Set<Integer> numbers, List<StepNode> nodes) {
      Facts facts = new Facts(seen.viewpoint());
      FactLoader.addExecutions(
          dsl, facts, EXECUTION.RUN_ID.eq(run.number()).and(EXECUTION.STEP_NUMBER.in(numbers)));
      Map<Long, List<ExecutionId>> ends = new HashMap<>();
      for (StepNode node : nodes) {
        for (ExecutionFact attempt : facts.attempts(node.step())) {
          ExecutionFact end = facts.end(attempt);
          if (attempt.id().equals(node.execution()) && end != null) {
            ends.computeIfAbsent(end.sequence(), id -> new ArrayList<>(1)).add(attempt.id());
          }
        }
      }
      dsl.select(RESULT.EXECUTION_ID, RESULT.VALUE_PAYLOAD)
          .from(RESULT)
          .where(RESULT.EXECUTION_ID.in(ends.keySet()))
          .and(RESULT.VALUE_PAYLOAD.isNotNull())
          .forEach(row -> {
            Json value = Json.of(row.value2());
            ends.getOrDefault(row.value1(), List.of()).forEach(id -> values.put(id, value));
          });
    }
  }
}
