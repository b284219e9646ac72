package dev.pinwheel.engine.dispatch;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which worker gets an execution (D1): only the most specific ones that declare its module,
 * even when they are busy or were there a moment ago.
 */
public final class DispatchRule {

  private static final String WILDCARD = "*";

  private DispatchRule() {}

  /**
   * A session of a worker as the rule sees it.
   *
   * @param scope the workspace or pattern it serves; null for the embedded worker
   * @param freeSlots how many executions more it may compute
   * @param gone it was there and is gone, but not for long enough to be forgotten
   */
  public record Candidate(
      long session,
      String worker,
      @Nullable String scope,
      Set<String> modules,
      int concurrency,
      int freeSlots,
      boolean gone) {

    /**
     * How specific it is for the workspace: the higher the more, negative when it does not serve
     * it.
     */
    int specificity(String workspace) {
      if (scope == null) {
        return 0;
      }
      if (scope.endsWith(WILDCARD)) {
        String prefix = scope.substring(0, scope.length() - WILDCARD.length());
        return workspace.startsWith(prefix) ? 1 + prefix.length() : -1;
      }
      return scope.equals(workspace) ? Integer.MAX_VALUE : -1;
    }
  }

  /** Where an execution goes. */
  public sealed interface Decision {

    /** To this session. */
    record Assign(long session) implements Decision {}

    /** All slots of the most specific workers are busy. */
    record SlotsBusy(int busy, int slots) implements Decision {}

    /** The most specific worker was there and is gone; it may come back. */
    record WorkerGone(String worker) implements Decision {}

    /** No worker declares the module for this workspace. */
    record NoWorker() implements Decision {}
  }

  /** Where an execution of the module in the workspace goes. */
  public static Decision decide(String workspace, String module, Collection<Candidate> sessions) {
    int most = -1;
    for (Candidate session : sessions) {
      if (session.modules().contains(module)) {
        most = Math.max(most, session.specificity(workspace));
      }
    }
    if (most < 0) {
      return new Decision.NoWorker();
    }
    int specificity = most;
    List<Candidate> eligible =
        sessions.stream()
            .filter(session -> session.modules().contains(module))
            .filter(session -> session.specificity(workspace) == specificity)
            .toList();
    List<Candidate> present = eligible.stream().filter(session -> !session.gone()).toList();
    if (present.isEmpty()) {
      return new Decision.WorkerGone(eligible.getFirst().worker());
    }
    Candidate freest =
        present.stream().max(Comparator.comparingInt(Candidate::freeSlots)).orElseThrow();
    if (freest.freeSlots() > 0) {
      return new Decision.Assign(freest.session());
    }
    int slots = present.stream().mapToInt(Candidate::concurrency).sum();
    return new Decision.SlotsBusy(
        slots - present.stream().mapToInt(Candidate::freeSlots).sum(), slots);
  }
}
