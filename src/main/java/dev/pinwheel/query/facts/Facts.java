package dev.pinwheel.query.facts;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.Viewpoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is visible of some runs from a viewpoint, and how it is connected. Holds whole runs, and
 * single executions of other runs that forwarding leads to. Immutable once filled.
 */
public final class Facts {

  private record LookupKey(RunId run, String memoKey) {}

  private final Viewpoint viewpoint;
  private final Map<RunId, RunFact> runs = new HashMap<>();
  private final Map<Long, ExecutionFact> executions = new LinkedHashMap<>();
  private final Map<StepId, List<ExecutionFact>> attempts = new HashMap<>();
  private final Map<LookupKey, List<ExecutionFact>> byKey = new HashMap<>();
  private final Map<Long, List<CallFact>> calls = new HashMap<>();
  private final Map<Long, Set<DependencyFact>> dependencies = new HashMap<>();

  private final Map<Long, HiddenCallee> hiddenCallees = new HashMap<>();
  private final Map<StepId, ByteBuffer> argumentsHashes = new HashMap<>();

  public Facts(Viewpoint viewpoint) {
    this.viewpoint = viewpoint;
  }

  public void add(RunFact run) {
    runs.put(run.id(), run);
  }

  /** Adds an execution unless it is present. Attempts of a step may come in any order. */
  public void add(ExecutionFact execution) {
    if (executions.putIfAbsent(execution.sequence(), execution) != null) {
      return;
    }
    StepFact step = execution.step();
    List<ExecutionFact> ofStep = attempts.computeIfAbsent(step.id(), id -> new ArrayList<>(1));
    ofStep.add(execution);
    if (ofStep.size() > 1) {
      ofStep.sort(Comparator.comparingInt(attempt -> attempt.id().attempt()));
    }
    String key = step.memoKey();
    if (key != null) {
      byKey
          .computeIfAbsent(new LookupKey(step.id().run(), key), lookup -> new ArrayList<>(1))
          .add(execution);
    }
  }

  /** Adds a call. The calls of a caller must come in the order of their numbers, each once. */
  public void add(CallFact call) {
    calls.computeIfAbsent(call.caller(), caller -> new ArrayList<>(2)).add(call);
  }

  /** Adds a dependency unless it is present. */
  public void add(DependencyFact dependency) {
    dependencies
        .computeIfAbsent(dependency.execution(), execution -> LinkedHashSet.newLinkedHashSet(2))
        .add(dependency);
  }

  /** Adds what is known of an execution that a call refers to and that is not visible. */
  void add(long callee, HiddenCallee hidden) {
    hiddenCallees.put(callee, hidden);
  }

  /** Adds the hash of all arguments of a step. */
  void addArguments(StepId step, ByteBuffer hash) {
    argumentsHashes.put(step, hash);
  }

  /** The hash of all arguments of a step; null when it was not loaded. */
  public @Nullable ByteBuffer argumentsHash(StepId step) {
    return argumentsHashes.get(step);
  }

  public Viewpoint viewpoint() {
    return viewpoint;
  }

  public boolean hasRun(RunId run) {
    return runs.containsKey(run);
  }

  public Set<RunId> runIds() {
    return Set.copyOf(runs.keySet());
  }

  /** The runs that an execution of theirs went on as another run of. */
  public Set<RunId> runsThatSpawned() {
    Set<RunId> spawning = new HashSet<>();
    for (ExecutionFact execution : executions.values()) {
      if (spawned(execution) != null) {
        spawning.add(execution.id().run());
      }
    }
    return spawning;
  }

  public @Nullable RunFact run(RunId run) {
    return runs.get(run);
  }

  Collection<RunFact> runs() {
    return runs.values();
  }

  public Collection<ExecutionFact> executions() {
    return executions.values();
  }

  /** Every loaded call, by caller. */
  public Collection<List<CallFact>> calls() {
    return calls.values();
  }

  /** Every loaded dependency, by the execution that depends. */
  public Collection<Set<DependencyFact>> dependencies() {
    return dependencies.values();
  }

  /** The execution; null when it is not visible. */
  public @Nullable ExecutionFact execution(long sequence) {
    return executions.get(sequence);
  }

  /** The visible attempts of a step, by number; empty when nothing of it is visible. */
  public List<ExecutionFact> attempts(StepId step) {
    return attempts.getOrDefault(step, List.of());
  }

  /** The steps of a run of which anything is visible, by number. */
  public List<StepId> steps(RunId run) {
    return attempts.keySet().stream()
        .filter(step -> step.run().equals(run))
        .sorted(Comparator.comparingInt(StepId::number))
        .toList();
  }

  /** The calls of an execution, by number. */
  public List<CallFact> calls(long caller) {
    return calls.getOrDefault(caller, List.of());
  }

  /**
   * What is known of a called execution that is not visible; null when it is visible, or was not
   * loaded.
   */
  public @Nullable HiddenCallee hiddenCallee(long callee) {
    return hiddenCallees.get(callee);
  }

  /**
   * The execution that a call leads to as seen from here (V1): the called one or, where that is not
   * visible, the current one of its step; null when nothing of the step is visible.
   */
  public @Nullable ExecutionFact follow(CallFact call) {
    ExecutionFact callee = executions.get(call.callee());
    HiddenCallee hidden = hiddenCallees.get(call.callee());
    return callee != null || hidden == null ? callee : current(hidden.step()).orElse(null);
  }

  /** Whether a visible call refers to it. Takes time proportional to the number of calls. */
  public boolean isCalled(long callee) {
    return calls.values().stream().flatMap(List::stream).anyMatch(call -> call.callee() == callee);
  }

  /** What an execution waited for or was handed, each once. */
  public Set<DependencyFact> dependencies(long execution) {
    return dependencies.getOrDefault(execution, Set.of());
  }

  /** W5. Empty when nothing of the step is visible. */
  public Optional<ExecutionFact> current(StepId step) {
    ExecutionFact best = null;
    for (ExecutionFact execution : attempts(step)) {
      if (best == null || execution.isNearerOrNewerThan(best)) {
        best = execution;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The visible executions of a run whose step has this memo key. */
  public List<ExecutionFact> withKey(RunId run, String memoKey) {
    return byKey.getOrDefault(new LookupKey(run, memoKey), List.of());
  }

  /** The execution that it forwards to directly; null when there is none, or it is not visible. */
  public @Nullable ExecutionFact successor(ExecutionFact execution) {
    Long successor = execution.successor();
    return successor == null ? null : executions.get(successor);
  }

  /**
   * Where forwarding ends (E2): an execution that is open or ended by itself; null when that is not
   * visible.
   */
  public @Nullable ExecutionFact end(ExecutionFact execution) {
    ExecutionFact at = execution;
    Set<Long> passed = null;
    while (at != null && at.successor() != null) {
      passed = passed == null ? new HashSet<>() : passed;
      if (!passed.add(at.sequence())) {
        return null;
      }
      at = successor(at);
    }
    return at;
  }

  /**
   * Where forwarding within its step ends; the execution itself when it does not forward within its
   * step.
   */
  public ExecutionFact endInStep(ExecutionFact execution) {
    ExecutionFact at = execution;
    while (at.result() != null && at.result().kind().staysInStep()) {
      ExecutionFact next = successor(at);
      if (next == null || next.sequence() <= at.sequence()) {
        return at;
      }
      at = next;
    }
    return at;
  }

  /** The outcome; null while it is open or when it is not visible. */
  public @Nullable ResultFact outcome(ExecutionFact execution) {
    ExecutionFact end = end(execution);
    return end == null ? null : end.result();
  }

  /** Whether its outcome is a value. */
  public boolean endedInValue(ExecutionFact execution) {
    ResultFact outcome = outcome(execution);
    return outcome != null && outcome.kind() == ResultKind.VALUE;
  }

  /**
   * The current execution of step 1 of the run that an execution spawned (W5); null when it spawned
   * none.
   */
  public @Nullable ExecutionFact spawned(ExecutionFact execution) {
    ResultFact result = execution.result();
    if (result == null || result.kind() != ResultKind.SPAWNED) {
      return null;
    }
    ExecutionFact first = successor(execution);
    return first == null ? null : current(first.step().id()).orElse(first);
  }
}
