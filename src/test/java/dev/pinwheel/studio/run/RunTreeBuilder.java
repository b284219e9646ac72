package dev.pinwheel.studio.run;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.run.DependencyEdge;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.query.view.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds call trees as a page gets them: steps in call order, then calls and dependencies. */
public final class RunTreeBuilder {

  public static final RunId RUN = new RunId(7);
  public static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  public static final Workspace PRODUCTION = workspace(1, "production", null);
  public static final Workspace DEVELOPMENT = workspace(2, "development", 1L);

  private final List<StepNode> nodes = new ArrayList<>();
  private final List<CallEdge> calls = new ArrayList<>();
  private final List<DependencyEdge> dependencies = new ArrayList<>();
  private UnaryOperator<HeaderParts> header = parts -> parts;

  /** What of a header a test wants to be different. */
  public record HeaderParts(
      State status,
      int openHere,
      List<WorkspaceName> openIn,
      @Nullable StepId spawnedBy,
      Reuse reuse,
      Staleness staleness,
      @Nullable Instant scheduledAt,
      RunHeader.Progress progress) {

    public HeaderParts(
        State status,
        int openHere,
        List<WorkspaceName> openIn,
        @Nullable StepId spawnedBy,
        Reuse reuse,
        Staleness staleness) {
      this(
          status,
          openHere,
          openIn,
          spawnedBy,
          reuse,
          staleness,
          null,
          new RunHeader.Progress(1, 1, 0, 0));
    }
  }

  public static Workspace workspace(long id, String name, @Nullable Long base) {
    return new Workspace(
        new WorkspaceId(id),
        new WorkspaceName(name),
        base == null ? null : new WorkspaceId(base),
        WorkspaceState.ACTIVE,
        NINE,
        "local");
  }

  public static StepId step(int number) {
    return new StepId(RUN, number);
  }

  public static ExecutionId execution(int step, int attempt) {
    return new ExecutionId(step(step), attempt);
  }

  /** A step that is done after 1.2 s in production, which is also where one looks from. */
  public RunTreeBuilder done(int number, String target) {
    return add(number, target, node -> node);
  }

  public RunTreeBuilder add(int number, String target, UnaryOperator<Parts> change) {
    nodes.add(change.apply(Parts.done(number, target)).node(number == 1 ? 0 : 1));
    return this;
  }

  /** A step that nothing visible called: the run is visible only in part. */
  public RunTreeBuilder root(int number, String target) {
    nodes.add(Parts.done(number, target).node(0));
    return this;
  }

  public RunTreeBuilder made(int from, int to) {
    return call(from, to, CallKind.MADE, null, false);
  }

  public RunTreeBuilder reused(int from, int to) {
    return call(from, to, CallKind.REUSED, null, false);
  }

  public RunTreeBuilder call(
      int from, int to, CallKind kind, @Nullable WorkspaceName reusedFrom, boolean usedOther) {
    int number = (int) calls.stream().filter(call -> call.from().number() == from).count() + 1;
    calls.add(
        new CallEdge(
            execution(from, 1),
            execution(to, 1),
            kind,
            number,
            1,
            null,
            NINE,
            null,
            reusedFrom,
            usedOther,
            false,
            usedOther ? Staleness.STALE : Staleness.FRESH,
            usedOther ? execution(to, 2) : null));
    return this;
  }

  /** The step added last belongs to another module than {@code users}. */
  public RunTreeBuilder inModule(String module) {
    StepNode node = nodes.removeLast();
    nodes.add(
        new StepNode(
            node.step(),
            module,
            node.target(),
            node.kind(),
            node.execution(),
            node.workspace(),
            node.ownWorkspace(),
            node.depth(),
            node.group(),
            node.state(),
            node.waiting(),
            node.timing(),
            node.progress(),
            node.attempts(),
            node.failure(),
            node.pin(),
            node.forwarding(),
            node.staleness(),
            node.argumentLine(),
            node.callsNotVisible()));
    return this;
  }

  public RunTreeBuilder waited(int dependent, int dependency) {
    dependencies.add(new DependencyEdge(step(dependent), step(dependency), false));
    return this;
  }

  public RunTreeBuilder header(UnaryOperator<HeaderParts> change) {
    header = change;
    return this;
  }

  public RunTree tree() {
    return new RunTree(
        runHeader(), nodes, calls, dependencies, nodes.size(), 0, false, Map.of(), 1);
  }

  public RunHeader runHeader() {
    HeaderParts parts =
        header.apply(
            new HeaderParts(
                State.DONE,
                0,
                List.of(),
                null,
                new Reuse(0, 0, Duration.ZERO, List.of()),
                Staleness.FRESH));
    return new RunHeader(
        RUN,
        "users",
        "welcome",
        "userId \"u1\"",
        parts.status,
        parts.scheduledAt,
        parts.status.isOpen(),
        parts.openHere,
        parts.openIn,
        new Timing(NINE, NINE, NINE.plusMillis(3400)),
        PRODUCTION.name(),
        NINE,
        "local",
        parts.spawnedBy,
        null,
        parts.progress,
        null,
        parts.reuse,
        parts.staleness,
        List.of());
  }

  /** What of a step a test wants to be different. */
  public record Parts(
      int number,
      String target,
      Workspace workspace,
      @Nullable String group,
      State state,
      @Nullable WaitReason waiting,
      List<Integer> attempts,
      StepNode.@Nullable FailureLine failure,
      @Nullable MemoPin pin,
      @Nullable Forwarding forwarding,
      Staleness staleness,
      @Nullable String arguments) {

    static Parts done(int number, String target) {
      return new Parts(
          number,
          target,
          PRODUCTION,
          null,
          State.DONE,
          null,
          List.of(1),
          null,
          null,
          null,
          Staleness.FRESH,
          null);
    }

    public Parts in(Workspace other) {
      return new Parts(
          number,
          target,
          other,
          group,
          state,
          waiting,
          attempts,
          failure,
          pin,
          forwarding,
          staleness,
          arguments);
    }

    public Parts group(String title) {
      return new Parts(
          number,
          target,
          workspace,
          title,
          state,
          waiting,
          attempts,
          failure,
          pin,
          forwarding,
          staleness,
          arguments);
    }

    public Parts state(State other) {
      return new Parts(
          number,
          target,
          workspace,
          group,
          other,
          waiting,
          attempts,
          failure,
          pin,
          forwarding,
          staleness,
          arguments);
    }

    public Parts failed(String type) {
      return new Parts(
          number,
          target,
          workspace,
          group,
          State.FAILED,
          waiting,
          attempts,
          new StepNode.FailureLine(type, "not a number"),
          pin,
          forwarding,
          staleness,
          arguments);
    }

    public Parts waiting(State other, WaitReason reason) {
      return new Parts(
          number,
          target,
          workspace,
          group,
          other,
          reason,
          attempts,
          failure,
          pin,
          forwarding,
          staleness,
          arguments);
    }

    /** The last one is drawn. */
    public Parts attempts(Integer... visible) {
      return new Parts(
          number,
          target,
          workspace,
          group,
          state,
          waiting,
          List.of(visible),
          failure,
          pin,
          forwarding,
          staleness,
          arguments);
    }

    public Parts pin(int reused, @Nullable Integer callsUse) {
      return new Parts(
          number,
          target,
          workspace,
          group,
          state,
          waiting,
          attempts,
          failure,
          new MemoPin("9f3c", List.of("userId"), reused, null, callsUse, null),
          forwarding,
          staleness,
          arguments);
    }

    public Parts forwarding(Forwarding to) {
      return new Parts(
          number, target, workspace, group, state, waiting, attempts, failure, pin, to, staleness,
          arguments);
    }

    public Parts stale(Staleness how) {
      return new Parts(
          number,
          target,
          workspace,
          group,
          state,
          waiting,
          attempts,
          failure,
          pin,
          forwarding,
          how,
          arguments);
    }

    public Parts arguments(String line) {
      return new Parts(
          number,
          target,
          workspace,
          group,
          state,
          waiting,
          attempts,
          failure,
          pin,
          forwarding,
          staleness,
          line);
    }

    StepNode node(int depth) {
      Timing timing =
          state.isOpen()
              ? new Timing(NINE, NINE, null)
              : new Timing(NINE, NINE, NINE.plusMillis(1200));
      int drawn = attempts.getLast();
      return new StepNode(
          step(number),
          "users",
          target,
          TargetKind.TASK,
          execution(number, drawn),
          workspace,
          workspace.equals(PRODUCTION),
          depth,
          group,
          state,
          waiting,
          timing,
          null,
          attempts.stream()
              .map(attempt ->
                  new Attempt(
                      execution(number, attempt),
                      workspace,
                      Attempt.Cause.CALL,
                      attempt == drawn,
                      state,
                      timing,
                      null,
                      null,
                      null))
              .toList(),
          failure,
          pin,
          forwarding,
          staleness,
          arguments,
          0);
    }
  }
}
