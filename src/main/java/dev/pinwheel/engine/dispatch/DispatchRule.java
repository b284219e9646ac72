package dev.pinwheel.engine.dispatch;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which worker gets an execution (D1): only the most specific ones that declare its module,
 * even when they are busy or in their grace period.
 *
 * <p><b>What it is given.</b> The sessions that are open and those that ended and that executions
 * still wait for. <i>Free slots</i> are the concurrency less the assigned executions that compute;
 * one that waits for an outcome that is not there yet, by forwarding (E2), has given its slot back
 * (D2). A session is <i>gone</i> while its worker cannot be reached, while it drains, and after its
 * end.
 *
 * <p>Two places gather this: {@code engine.WorkerSession} in memory, {@code
 * query.facts.WorkerSnapshot} from what is recorded. A test compares them on random histories.
 */
public final class DispatchRule {

  private static final String WILDCARD = "*";

  /** How specific the embedded worker is: the last in line. */
  private static final int EMBEDDED = 0;

  private static final int SERVES_NOT = -1;

  private DispatchRule() {}

  /**
   * A session of a worker as the rule sees it.
   *
   * @param scope the workspace or pattern it serves; null for the embedded worker
   * @param freeSlots how many more executions it may compute
   * @param gone it takes no new executions but is waited for: silent, draining, or in its grace
   *     period
   */
  public record Candidate(
      long session,
      String worker,
      @Nullable String scope,
      Set<String> modules,
      int concurrency,
      int freeSlots,
      boolean gone) {

    int specificity(String workspace) {
      return DispatchRule.specificity(scope, workspace);
    }
  }

  /** Where an execution goes. */
  public sealed interface Decision {

    /** To this session. */
    record Assign(long session) implements Decision {}

    /** All slots of the most specific workers are busy. */
    record SlotsBusy(int busy, int slots) implements Decision {}

    /** The most specific worker is gone, but may come back. */
    record WorkerGone(long session, String worker) implements Decision {}

    /** No worker declares the module for this workspace. */
    record NoWorker() implements Decision {}
  }

  /** Where an execution of the module in the workspace goes. */
  public static Decision decide(String workspace, String module, Collection<Candidate> sessions) {
    return decide(workspace, module, sessions, Set.of());
  }

  /**
   * Where an execution goes that others need to continue. A draining worker takes what its own
   * executions need when no other worker may: otherwise they could not finish.
   *
   * @param leaving draining sessions whose executions need this one
   */
  public static Decision decide(
      String workspace, String module, Collection<Candidate> sessions, Set<Long> leaving) {
    List<Candidate> eligible = eligible(workspace, module, sessions);
    if (eligible.isEmpty()) {
      return new Decision.NoWorker();
    }
    List<Candidate> present = eligible.stream().filter(session -> !session.gone()).toList();
    if (present.isEmpty()) {
      present = eligible.stream().filter(one -> leaving.contains(one.session())).toList();
    }
    if (present.isEmpty()) {
      Candidate last =
          eligible.stream().max(Comparator.comparingLong(Candidate::session)).orElseThrow();
      return new Decision.WorkerGone(last.session(), last.worker());
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

  /** The most specific that declare the module, those that are gone included. */
  public static List<Candidate> eligible(
      String workspace, String module, Collection<Candidate> sessions) {
    int most = SERVES_NOT;
    for (Candidate session : sessions) {
      if (session.modules().contains(module)) {
        most = Math.max(most, session.specificity(workspace));
      }
    }
    if (most == SERVES_NOT) {
      return List.of();
    }
    int specificity = most;
    return sessions.stream()
        .filter(session -> session.modules().contains(module))
        .filter(session -> session.specificity(workspace) == specificity)
        .toList();
  }

  /** Whether a worker for this scope would get executions of the workspace, were it alone. */
  public static boolean serves(@Nullable String scope, String workspace) {
    return specificity(scope, workspace) != SERVES_NOT;
  }

  /**
   * A manifest that was declared for a workspace, by name or by pattern.
   *
   * @param id the higher the newer
   */
  public record Declaration(long id, String scope) {}

  /**
   * Which of the manifests of a module that were declared for a workspace counts there (W6): the
   * newest of the workers that would execute it now, else the newest of all. So a worker for the
   * pattern does not decide about code that a worker for the very workspace runs.
   *
   * @param declared those for this workspace; any others are left out
   */
  public static Optional<Declaration> manifest(
      String workspace,
      String module,
      Collection<Declaration> declared,
      Collection<Candidate> sessions) {
    List<Candidate> eligible = eligible(workspace, module, sessions);
    String serving = eligible.isEmpty() ? null : eligible.getFirst().scope();
    return declared.stream()
        .filter(one -> serves(one.scope(), workspace))
        .max(
            Comparator.comparing((Declaration one) -> one.scope().equals(serving))
                .thenComparing(Declaration::id));
  }

  /** The higher the more specific. */
  private static int specificity(@Nullable String scope, String workspace) {
    if (scope == null) {
      return EMBEDDED;
    }
    if (scope.endsWith(WILDCARD)) {
      String prefix = scope.substring(0, scope.length() - WILDCARD.length());
      return workspace.startsWith(prefix) ? 1 + prefix.length() : SERVES_NOT;
    }
    return scope.equals(workspace) ? Integer.MAX_VALUE : SERVES_NOT;
  }
}
