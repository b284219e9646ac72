package dev.pinwheel.engine.history;

import dev.pinwheel.engine.history.World.Call;
import dev.pinwheel.engine.history.World.Exec;
import dev.pinwheel.model.ResultKind;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** E4: what is cancelled together with what ends. */
final class Cancellation {

  private final World world;

  Cancellation(World world) {
    this.world = world;
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

  private Set<Exec> reach(Collection<Exec> roots) {
    Set<Exec> closure = new LinkedHashSet<>(roots);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Exec exec : world.execs) {
        if (!closure.contains(exec) && falls(exec, closure)) {
          closure.add(exec);
          grown = true;
        }
      }
    }
    return closure;
  }

  private boolean falls(Exec exec, Set<Exec> closure) {
    return !isKeyed(exec)
        && world.execs.stream()
            .filter(closure::contains)
            .anyMatch(maker -> maker.space == exec.space && made(maker, exec))
        && world.execs.stream()
            .filter(other -> !closure.contains(other))
            .noneMatch(other -> needs(other, exec));
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
