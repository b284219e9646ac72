package dev.pinwheel.engine.history;

import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.engine.history.ModelState.Space;
import dev.pinwheel.engine.history.ModelState.Step;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.WorkspaceState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which execution a call or the cache finds: M4, M5, M10, F9 and C2, written down plainly. */
final class ModelLookup {

  /**
   * @param found null when nothing fits
   * @param cycle true when something open would have fitted, had it not waited for the caller
   */
  record Found(@Nullable Exec found, boolean cycle) {}

  private final ModelState modelState;

  ModelLookup(ModelState modelState) {
    this.modelState = modelState;
  }

  /** M4, M5, M10. */
  Found memo(Exec caller, List<Object> key) {
    return nearest(
        caller,
        caller.space,
        stepsOf(caller).filter(step -> key.equals(step.memoKey)),
        exec -> fitsMemo(exec, caller.space));
  }

  private static boolean fitsMemo(Exec exec, Space from) {
    if (exec.result != null && exec.result.staysInStep()) {
      return false;
    }
    Exec end = exec.end();
    if (end.isOpen()) {
      return exec.space == from || end.assigned || end.space.state == WorkspaceState.ACTIVE;
    }
    return end.result == ResultKind.VALUE;
  }

  /** F9. */
  @Nullable Exec success(Exec caller, HistoryTarget target, List<Integer> arguments) {
    return nearest(
            caller,
            caller.space,
            stepsOf(caller)
                .filter(step -> step.target == target && step.arguments.equals(arguments)),
            Exec::hasValue)
        .found();
  }

  /** C2: the execution that answers this one, which is about to be dispatched. */
  @Nullable Exec cache(Exec asking) {
    List<Object> key = asking.cacheKey();
    if (key == null || !asking.asksCache) {
      return null;
    }
    return nearest(
            asking,
            asking.space,
            modelState.execs.stream().map(exec -> exec.step).distinct(),
            exec -> exec != asking && key.equals(exec.cacheKey()) && fitsCache(exec, asking))
        .found();
  }

  private boolean fitsCache(Exec exec, Exec asking) {
    if (exec.isOpen()) {
      return exec.assigned || exec.sequence < asking.sequence;
    }
    return exec.result == ResultKind.VALUE
        && modelState.nowSeconds - exec.endedAt <= asking.step.target.maxAgeSeconds();
  }

  /**
   * Nearest workspace first, then newest; what is open and waits for the asking one is passed over.
   */
  private Found nearest(Exec asking, Space from, Stream<Step> steps, Predicate<Exec> fits) {
    List<Step> candidates = steps.toList();
    boolean cycle = false;
    for (Space space : from.chain()) {
      List<Exec> newestFirst =
          candidates.stream()
              .flatMap(step -> step.execs.stream())
              .filter(exec -> exec.space == space)
              .sorted((one, other) -> Integer.compare(other.sequence, one.sequence))
              .toList();
      for (Exec exec : newestFirst) {
        if (fits.test(exec)) {
          if (!waitsFor(exec, asking)) {
            return new Found(exec, false);
          }
          cycle = true;
        }
      }
    }
    return new Found(null, cycle);
  }

  private static Stream<Step> stepsOf(Exec caller) {
    return caller.step.run.steps.stream();
  }

  /** M10: whether the first is the second, or waits for it directly or through others. */
  static boolean waitsFor(Exec one, Exec other) {
    return waitsFor(one, other, new HashSet<>());
  }

  private static boolean waitsFor(Exec one, Exec other, Set<Exec> seen) {
    if (one == other) {
      return true;
    }
    if (!seen.add(one)) {
      return false;
    }
    if (one.successor != null) {
      return waitsFor(one.successor, other, seen);
    }
    return one.isOpen() && one.awaited.stream().anyMatch(next -> waitsFor(next, other, seen));
  }
}
