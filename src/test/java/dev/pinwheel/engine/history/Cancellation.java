package dev.pinwheel.engine.history;

import dev.pinwheel.engine.history.ModelState.Call;
import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.model.ResultKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** E4: what is cancelled together with what ends. */
final class Cancellation {

  private final ModelState modelState;

  Cancellation(ModelState modelState) {
    this.modelState = modelState;
  }

  /**
   * The roots and all open ones that they made, also through what has ended, and nothing else
   * needs.
   */
  Set<Exec> closure(Collection<Exec> roots) {
    Set<Exec> closure = reach(roots);
    closure.removeIf(exec -> !exec.isOpen());
    return closure;
  }

  /** Takes all that was made, and leaves out what something outside needs until nothing does. */
  private Set<Exec> reach(Collection<Exec> roots) {
    Set<Exec> kept = new HashSet<>();
    while (true) {
      Set<Exec> reached = made(roots, kept);
      List<Exec> needed =
          reached.stream()
              .filter(exec -> !roots.contains(exec))
              .filter(exec ->
                  modelState.execs.stream()
                      .anyMatch(other -> !reached.contains(other) && needs(other, exec)))
              .toList();
      if (needed.isEmpty()) {
        return reached;
      }
      kept.addAll(needed);
    }
  }

  private Set<Exec> made(Collection<Exec> roots, Set<Exec> kept) {
    Set<Exec> reached = new LinkedHashSet<>(roots);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Exec exec : modelState.execs) {
        if (!reached.contains(exec)
            && !kept.contains(exec)
            && !isKeyed(exec)
            && modelState.execs.stream()
                .anyMatch(maker ->
                    reached.contains(maker) && maker.space == exec.space && made(maker, exec))) {
          reached.add(exec);
          grown = true;
        }
      }
    }
    return reached;
  }

  private static boolean made(Exec maker, Exec exec) {
    return maker.calls.stream()
        .anyMatch(
            call -> !call.reused() && !isKeyed(call.callee()) && grewInto(call.callee(), exec));
  }

  /**
   * Whether the second is the first, a retry of it, or what it started; not what a person re-ran.
   */
  private static boolean grewInto(Exec one, Exec other) {
    for (Exec next = one; next != null; next = next.successor) {
      if (next == other) {
        return true;
      }
      if (next.result != ResultKind.RETRIED && next.result != ResultKind.SPAWNED) {
        return false;
      }
    }
    return false;
  }

  private static boolean isKeyed(Exec exec) {
    return exec.step.memoKey != null || exec.cacheKey() != null;
  }

  private static boolean needs(Exec other, Exec exec) {
    return other != exec
        && (other.calls.stream().map(Call::callee).anyMatch(callee -> leadsTo(callee, exec))
            || other.isOpen()
                && other.awaited.stream()
                    .anyMatch(next -> !next.isSettled() && leadsTo(next, exec)));
  }

  /** Whether forwarding from the first passes the second. */
  private static boolean leadsTo(Exec one, Exec other) {
    for (Exec next = one; next != null; next = next.successor) {
      if (next == other) {
        return true;
      }
    }
    return false;
  }
}
