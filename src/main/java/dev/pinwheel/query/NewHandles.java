package dev.pinwheel.query;

import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.CanonicalHandle;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which executions calls referred to last time, and to which others they will refer in a re-run. A
 * handle is part of a key by the id of its execution (M3), so calls that are given a handle to the
 * former are looked up by another key. Not thread-safe.
 */
final class NewHandles {

  /** No attempt has this number: it stands for one that the re-run makes. */
  private static final int MADE = Integer.MAX_VALUE;

  private record Handle(ExecutionId before, ExecutionId now) {}

  private final HandedHandles handed;
  private final Map<Long, Handle> renewed = new HashMap<>();

  NewHandles(HandedHandles handed) {
    this.handed = handed;
  }

  /**
   * What referred to an execution refers to another.
   *
   * @param now null: one that the re-run makes
   */
  void renew(ExecutionFact before, @Nullable ExecutionFact now) {
    if (!handed.isEmpty() && (now == null || now.sequence() != before.sequence())) {
      renewed.put(
          before.sequence(),
          new Handle(
              before.id(), now == null ? new ExecutionId(before.id().step(), MADE) : now.id()));
    }
  }

  /** Whether the arguments of the step hold a handle that will be another one. */
  boolean changeArgumentsOf(StepId step) {
    if (renewed.isEmpty()) {
      return false;
    }
    for (Long handle : handed.of(step)) {
      if (renewed.containsKey(handle)) {
        return true;
      }
    }
    return false;
  }

  /** The arguments with the handles that will be there. */
  CanonicalArguments in(StepId step, CanonicalArguments arguments) {
    List<Handle> changes =
        handed.of(step).stream().filter(renewed::containsKey).map(renewed::get).toList();
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
