package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;

import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.CanonicalHandle;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Maps executions that calls referred to last time to those that they will refer to in a re-run. A
 * handle enters a key by the id of its execution (M3), so calls that are given such a handle are
 * looked up by another key. Not thread-safe.
 */
public final class RenewedHandles {

  /** Stands for an attempt that the re-run makes. No real attempt has this number. */
  private static final int MADE = Integer.MAX_VALUE;

  private record Handle(ExecutionId before, ExecutionId now) {}

  /** The executions to which the arguments of a step hold handles. Few steps have any. */
  private final Map<StepId, Set<Long>> handed;

  private final Map<Long, Handle> renewed = new HashMap<>();

  private RenewedHandles(Map<StepId, Set<Long>> handed) {
    this.handed = handed;
  }

  /** Nothing changes: every call refers to what it referred to last time. */
  public static RenewedHandles none() {
    return new RenewedHandles(Map.of());
  }

  /** Loads the handles of these runs. None is renewed yet. */
  public static RenewedHandles load(DSLContext dsl, Collection<RunId> runs) {
    Map<StepId, Set<Long>> handed = new HashMap<>();
    dsl.select(EXECUTION.RUN_ID, EXECUTION.STEP_NUMBER, DEPENDENCY.DEPENDENCY_ID)
        .from(DEPENDENCY)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(DEPENDENCY.EXECUTION_ID))
        .where(DEPENDENCY.RUN_ID.in(runs.stream().map(RunId::number).toList()))
        .and(DEPENDENCY.KIND.eq("handed"))
        .forEach(row ->
            handed
                .computeIfAbsent(
                    new StepId(new RunId(row.value1()), row.value2()), step -> new HashSet<>(1))
                .add(row.value3()));
    return new RenewedHandles(handed);
  }

  /**
   * Calls that referred to an execution will refer to another.
   *
   * @param now null for one that the re-run makes
   */
  public void renew(ExecutionFact before, @Nullable ExecutionFact now) {
    if (!handed.isEmpty() && (now == null || now.sequence() != before.sequence())) {
      renewed.put(
          before.sequence(),
          new Handle(
              before.id(), now == null ? new ExecutionId(before.id().step(), MADE) : now.id()));
    }
  }

  /** Whether the arguments of the step hold a handle that will change. */
  public boolean changeArgumentsOf(StepId step) {
    if (renewed.isEmpty()) {
      return false;
    }
    for (Long handle : handed.getOrDefault(step, Set.of())) {
      if (renewed.containsKey(handle)) {
        return true;
      }
    }
    return false;
  }

  /** The arguments with the handles that they will have. */
  public CanonicalArguments in(StepId step, CanonicalArguments arguments) {
    List<Handle> changes =
        handed.getOrDefault(step, Set.of()).stream()
            .filter(renewed::containsKey)
            .map(renewed::get)
            .toList();
    List<byte[]> values = new ArrayList<>(arguments.count());
    for (int i = 0; i < arguments.count(); i++) {
      String value = new String(arguments.get(i), StandardCharsets.UTF_8);
      for (Handle change : changes) {
        value = value.replace(canonical(change.before), canonical(change.now));
      }
      values.add(value.getBytes(StandardCharsets.UTF_8));
    }
    return CanonicalArguments.of(values);
  }

  private static String canonical(ExecutionId handle) {
    return CanonicalHandle.of(handle.toString());
  }
}
