package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.Comparison.Side;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.JsonDifference;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares executions and call trees, each as its own viewpoint sees it (W4). Thread-safe. */
public final class Comparisons {

  private final Database database;
  private final ExecutionViews executions;

  public Comparisons(Database database, ExecutionViews executions) {
    this.database = database;
    this.executions = executions;
  }

  /** An execution and the viewpoint that sees it. */
  public record Seen(Viewpoint viewpoint, ExecutionId execution) {}

  /**
   * Compares two executions.
   *
   * @throws Rejection (not found) when one is not visible from its viewpoint; (invalid argument)
   *     when they are of different targets
   */
  public Comparison compare(Seen before, Seen after) {
    ExecutionView one = executions.get(before.viewpoint(), before.execution());
    ExecutionView other = executions.get(after.viewpoint(), after.execution());
    if (!one.module().equals(other.module()) || !one.target().equals(other.target())) {
      throw Rejection.invalidArgument(
          "Expected two executions of one target to compare, found %s of %s.%s and %s of %s.%s."
              .formatted(
                  one.id(),
                  one.module(),
                  one.target(),
                  other.id(),
                  other.module(),
                  other.target()));
    }
    CallComparison calls =
        database.read(dsl ->
            CallComparison.of(
                CalledTargets.load(dsl, before.viewpoint(), one.id()),
                CalledTargets.load(dsl, after.viewpoint(), other.id())));
    Boolean same = sameOutcome(one, other);
    return new Comparison(
        side(one),
        side(other),
        arguments(one, other),
        sentence(one, other, same),
        same,
        Boolean.FALSE.equals(same) ? values(one, other) : List.of(),
        calls.differences(),
        calls.same(),
        calls.cut());
  }

  /**
   * Compares two call trees of one workflow, the older one first.
   *
   * @throws Rejection (invalid argument) when they are of different workflows; (not found) when one
   *     side does not see its step 1
   */
  public RunComparison compareRuns(RunComparison.Side one, RunComparison.Side other) {
    RunComparison.Side before = one.isOlderThan(other) ? one : other;
    RunComparison.Side after = before == one ? other : one;
    requireSameWorkflow(one.tree().header(), other.tree().header());
    requireWhole(one);
    requireWhole(other);
    return database.read(dsl -> {
      TreeKeys keysBefore = TreeKeys.load(dsl, before.viewpoint(), before.tree());
      TreeKeys keysAfter = TreeKeys.load(dsl, after.viewpoint(), after.tree());
      PairedTrees trees = TreePairing.of(before.tree(), keysBefore, after.tree(), keysAfter);
      List<CallDifference> differences =
          trees.calls().stream().flatMap(call -> CallDifference.of(call).stream()).toList();
      DifferenceDetails details =
          new DifferenceDetails(
              dsl,
              trees,
              new DifferenceDetails.Seen(before.viewpoint(), keysBefore),
              new DifferenceDetails.Seen(after.viewpoint(), keysAfter));
      return RunComparison.of(before, after, trees, details.lookInto(differences));
    });
  }

  /** The drawn executions of step 1 of a comparison. */
  public Comparison compareFirst(RunComparison runs) {
    return compare(
        new Seen(runs.before().viewpoint(), runs.before().tree().root().execution()),
        new Seen(runs.after().viewpoint(), runs.after().tree().root().execution()));
  }

  /** The side of a compared call in the older tree; empty when the call was added. */
  public Optional<CallSide> findBefore(RunComparison comparison, PairedTrees.PairedCall call) {
    return side(comparison.before().viewpoint(), call.before(), call.callBefore());
  }

  /** The side of a compared call in the newer tree; empty when the call is gone. */
  public Optional<CallSide> findAfter(RunComparison comparison, PairedTrees.PairedCall call) {
    return side(comparison.after().viewpoint(), call.after(), call.callAfter());
  }

  private Optional<CallSide> side(
      Viewpoint viewpoint, @Nullable StepNode node, @Nullable CallEdge call) {
    return Optional.ofNullable(node)
        .map(drawn -> database.read(dsl -> CallSide.load(dsl, viewpoint, drawn, call)));
  }

  private static void requireSameWorkflow(RunHeader one, RunHeader other) {
    if (!one.module().equals(other.module()) || !one.workflow().equals(other.workflow())) {
      throw Rejection.invalidArgument(
          "Expected a run of %s.%s to compare with, but %s is a run of %s.%s."
              .formatted(
                  one.module(), one.workflow(), other.run(), other.module(), other.workflow()));
    }
  }

  private static void requireWhole(RunComparison.Side side) {
    if (side.tree().isPart()) {
      throw Rejection.notFound(
          "%s sees only a part of run %s: step 1 is not visible from there."
              .formatted(side.workspace(), side.run()));
    }
  }

  private static Side side(ExecutionView view) {
    Failure failure = view.failure();
    ExecutionView.RanOn ranOn = view.ranOn();
    return new Side(
        view.id(),
        view.workspace().name(),
        view.state(),
        view.timing().took().orElse(null),
        ranOn == null ? null : ranOn.codeVersion(),
        failure == null ? null : failure.simpleType() + ": " + failure.message());
  }

  private static List<ArgumentDifference> arguments(ExecutionView one, ExecutionView other) {
    List<String> names = one.arguments().stream().map(ExecutionView.Argument::name).toList();
    return one.step().equals(other.step())
        ? List.of()
        : ArgumentComparison.between(names, names, jsons(one), jsons(other));
  }

  /** Large values are not loaded, and not compared. */
  private static List<Json> jsons(ExecutionView view) {
    return view.arguments().stream()
        .map(argument -> Objects.requireNonNullElse(argument.value().json(), Json.NULL))
        .toList();
  }

  private static @Nullable Boolean sameOutcome(ExecutionView one, ExecutionView other) {
    String first = Attempt.outcome(one.attempts(), one.id()).orElse(null);
    String second = Attempt.outcome(other.attempts(), other.id()).orElse(null);
    return first == null || second == null ? null : first.equals(second);
  }

  private static String sentence(ExecutionView one, ExecutionView other, @Nullable Boolean same) {
    if (one.id().equals(other.id())) {
      return "It is the same attempt.";
    }
    if (same == null) {
      return "One of them has no outcome yet.";
    }
    if (one.failure() != null && other.failure() != null) {
      return same ? "Both failed in the same way." : "Both failed, in different ways.";
    }
    if (one.failure() != null || other.failure() != null) {
      ExecutionView failed = one.failure() != null ? one : other;
      return "%s failed, the other one did not.".formatted(failed.id());
    }
    if (one.state() != State.DONE || other.state() != State.DONE) {
      return "%s is %s, %s is %s."
          .formatted(one.id(), one.state().word(), other.id(), other.state().word());
    }
    boolean large = isLarge(one) || isLarge(other);
    return same
        ? "The results are equal."
        : large ? "The results differ; they are too large to say where." : "The results differ.";
  }

  private static boolean isLarge(ExecutionView view) {
    return view.result() != null && !view.result().isLoaded();
  }

  private static List<JsonDifference> values(ExecutionView one, ExecutionView other) {
    Json before = one.result() == null ? null : one.result().json();
    Json after = other.result() == null ? null : other.result().json();
    return before == null || after == null
        ? List.of()
        : JsonDifference.between(before, after, Comparison.MAX_PLACES);
  }
}
