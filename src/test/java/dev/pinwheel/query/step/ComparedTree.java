package dev.pinwheel.query.step;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a call tree with its keys; every step took a second for each of its number. */
public final class ComparedTree {

  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Workspace PRODUCTION =
      new Workspace(
          new WorkspaceId(1),
          new WorkspaceName("production"),
          null,
          WorkspaceState.ACTIVE,
          NINE,
          "local");

  private final RunId run;
  private final List<StepNode> nodes = new ArrayList<>();
  private final List<CallEdge> calls = new ArrayList<>();
  private final Map<StepId, TreeKeys.OfStep> keys = new HashMap<>();
  private final Map<TreeKeys.OwnCall, String> own = new HashMap<>();

  private ComparedTree(RunId run) {
    this.run = run;
  }

  /** A tree of step 1, {@code welcome}. */
  public static ComparedTree of(long run) {
    return new ComparedTree(new RunId(run)).step(1, 1, "welcome", "u1", null, "ok");
  }

  private StepId step(int number) {
    return new StepId(run, number);
  }

  /**
   * @param outcome null while it is open
   */
  public ComparedTree step(
      int number,
      int attempt,
      String target,
      String arguments,
      @Nullable String memoKey,
      @Nullable String outcome) {
    ExecutionId execution = new ExecutionId(step(number), attempt);
    State state = outcome == null ? State.RUNNING : State.DONE;
    Timing timing = new Timing(NINE, NINE, outcome == null ? null : NINE.plusSeconds(number));
    nodes.add(
        new StepNode(
            step(number),
            "users",
            target,
            TargetKind.TASK,
            execution,
            PRODUCTION,
            true,
            number == 1 ? 0 : 1,
            null,
            state,
            null,
            timing,
            null,
            List.of(
                new Attempt(
                    execution,
                    PRODUCTION,
                    Attempt.Cause.CALL,
                    true,
                    state,
                    timing,
                    null,
                    null,
                    outcome)),
            null,
            null,
            null,
            Staleness.FRESH,
            null,
            0));
    keys.put(step(number), new TreeKeys.OfStep(arguments, memoKey));
    return this;
  }

  public ComparedTree made(int from, int to) {
    return call(from, to, CallKind.MADE, 1, null);
  }

  public ComparedTree reused(int from, int to) {
    return call(from, to, CallKind.REUSED, 1, null);
  }

  /**
   * @param arguments null for those of the step
   */
  public ComparedTree call(int from, int to, CallKind kind, int times, @Nullable String arguments) {
    int number = (int) calls.stream().filter(call -> call.from().number() == from).count() + 1;
    CallEdge call =
        new CallEdge(
            drawn(from),
            drawn(to),
            kind,
            number,
            times,
            null,
            NINE,
            null,
            null,
            false,
            false,
            Staleness.FRESH,
            null);
    calls.add(call);
    if (arguments != null) {
      own.put(TreeKeys.OwnCall.of(call), arguments);
    }
    return this;
  }

  /** Each step calls the next one. */
  public ComparedTree chain() {
    for (int i = 1; i < nodes.size(); i++) {
      calls.add(
          new CallEdge(
              nodes.get(i - 1).execution(),
              nodes.get(i).execution(),
              CallKind.MADE,
              1,
              1,
              null,
              NINE,
              null,
              null,
              false,
              false,
              Staleness.FRESH,
              null));
    }
    return this;
  }

  private ExecutionId drawn(int number) {
    return nodes.stream()
        .filter(node -> node.step().number() == number)
        .map(StepNode::execution)
        .findFirst()
        .orElseThrow();
  }

  TreeKeys keys() {
    return new TreeKeys(keys, own);
  }

  public RunTree tree() {
    RunHeader header =
        new RunHeader(
            run,
            "users",
            "welcome",
            null,
            State.DONE,
            null,
            false,
            0,
            List.of(),
            nodes.getFirst().timing(),
            PRODUCTION.name(),
            NINE,
            "local",
            null,
            null,
            new RunHeader.Progress(1, 1, 0, 0),
            null,
            new Reuse(0, 0, Duration.ZERO, List.of()),
            Staleness.FRESH,
            List.of());
    return new RunTree(header, nodes, calls, List.of(), nodes.size(), 0, false, Map.of(), 1);
  }

  /** What differs, before arguments and results are looked at. */
  public static List<CallDifference> differences(PairedTrees trees) {
    return trees.calls().stream()
        .flatMap(call -> CallDifference.of(call).stream())
        .filter(CallDifference::isDifferent)
        .toList();
  }

  /** Paired with a newer tree. */
  public PairedTrees with(ComparedTree newer) {
    return TreePairing.of(tree(), keys(), newer.tree(), newer.keys());
  }
}
