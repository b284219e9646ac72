package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.testing.CallSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every call that the engine has accepted, in the order of each caller. Thread-safe. */
final class CallLog {

  private final Map<ExecutionId, List<ExecutionId>> calls = new ConcurrentHashMap<>();
  private final Map<StepId, String> made = new ConcurrentHashMap<>();
  private final Set<ExecutionId> known = ConcurrentHashMap.newKeySet();

  void called(ExecutionId caller, CallSpec call, ExecutionId callee) {
    made.putIfAbsent(callee.step(), Code.describe(call));
    calls.computeIfAbsent(caller, id -> new ArrayList<>()).add(callee);
    known.add(callee);
  }

  /** What there was before a re-run. */
  Set<ExecutionId> known() {
    return new HashSet<>(known);
  }

  /** An execution that nothing called. */
  void began(ExecutionId execution) {
    made.putIfAbsent(execution.step(), "root");
    known.add(execution);
  }

  /** Target and arguments of the call that a step was made for, {@link Code#describe}. */
  String callOf(StepId step) {
    return Objects.requireNonNull(made.get(step), () -> "Nobody called " + step);
  }

  List<ExecutionId> calls(ExecutionId caller) {
    return calls.getOrDefault(caller, List.of());
  }
}
