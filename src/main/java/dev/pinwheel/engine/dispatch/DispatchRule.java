package dev.pinwheel.engine.dispatch;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which worker gets an execution (D1): only the most specific ones that declare its module,
 * even when they are busy or in their grace period; of these, those that declare its target.
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
   * @param modules what it declares, by module
   * @param freeSlots how many more executions it may compute
   * @param gone it takes no new executions but is waited for: silent, draining, or in its grace
   *     period
   * @param leaving it drains or has ended: it is not expected to take new executions again
   */
  public record Candidate(
      long session,
      String worker,
      @Nullable String scope,
      Map<String, Offer> modules,
      int concurrency,
      int freeSlots,
      boolean gone,
      boolean leaving) {

    int specificity(String workspace) {
      return DispatchRule.specificity(scope, workspace);
    }
  }

  /**
   * What a session declares of a module.
   *
   * @param manifest null when it is not known
   * @param targets their names; null when they are not known, or when all sessions for the same
   *     workspace or pattern declare the same
   */
  public record Offer(@Nullable Long manifest, @Nullable Set<String> targets) {

    /** Declares the module, and nothing more is known. */
    public static final Offer ANY = new Offer(null, null);

    public Offer {
      targets = targets == null ? null : Set.copyOf(targets);
    }

    boolean has(String target) {
      return targets == null || targets.contains(target);
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

  /** Where an execution of the target in the workspace goes. */
  public static Decision decide(
      String workspace, String module, String target, Collection<Candidate> sessions) {
    return decide(workspace, module, target, sessions, Set.of());
  }

  /**
   * Where an execution goes that others need to continue. A draining worker takes what its own
   * executions need when no other worker may: otherwise they could not finish.
   *
   * @param leaving draining sessions whose executions need this one
   */
  public static Decision decide(
      String workspace,
      String module,
      String target,
      Collection<Candidate> sessions,
      Set<Long> leaving) {
    List<Candidate> eligible = eligible(workspace, module, target, sessions);
    if (eligible.isEmpty()) {
      return new Decision.NoWorker();
    }
    List<Candidate> present = present(eligible);
    if (present.isEmpty()) {
      present = eligible.stream().filter(one -> leaving.contains(one.session())).toList();
    }
    if (present.isEmpty()) {
      Candidate last =
          eligible.stream().max(Comparator.comparingLong(Candidate::session)).orElseThrow();
      return new Decision.WorkerGone(last.session(), last.worker());
    }
    Optional<Candidate> freest = freest(present);
    if (freest.isPresent()) {
      return new Decision.Assign(freest.get().session());
    }
    int slots = present.stream().mapToInt(Candidate::concurrency).sum();
    return new Decision.SlotsBusy(
        slots - present.stream().mapToInt(Candidate::freeSlots).sum(), slots);
  }

  /** The sessions that get executions of the target in the workspace whenever they have slots. */
  public static List<Candidate> present(
      String workspace, String module, String target, Collection<Candidate> sessions) {
    return present(eligible(workspace, module, target, sessions));
  }

  private static List<Candidate> present(List<Candidate> eligible) {
    return eligible.stream().filter(session -> !session.gone()).toList();
  }

  /** The one with most free slots among those that are present; empty when all are busy. */
  public static Optional<Candidate> freest(Collection<Candidate> present) {
    return present.stream()
        .max(Comparator.comparingInt(Candidate::freeSlots))
        .filter(freest -> freest.freeSlots() > 0);
  }

  /**
   * Of the most specific that declare the module, those that declare the target; all of them when
   * none does, so that what nobody can execute ends with an error instead of waiting. Those that
   * are gone are included.
   */
  public static List<Candidate> eligible(
      String workspace, String module, String target, Collection<Candidate> sessions) {
    List<Candidate> all = eligible(workspace, module, sessions);
    List<Candidate> able =
        all.stream()
            .filter(session -> session.modules().getOrDefault(module, Offer.ANY).has(target))
            .toList();
    return able.isEmpty() ? all : able;
  }

  /** The most specific that declare the module, those that are gone included. */
  public static List<Candidate> eligible(
      String workspace, String module, Collection<Candidate> sessions) {
    int most = SERVES_NOT;
    for (Candidate session : sessions) {
      if (session.modules().containsKey(module)) {
        most = Math.max(most, session.specificity(workspace));
      }
    }
    if (most == SERVES_NOT) {
      return List.of();
    }
    int specificity = most;
    return sessions.stream()
        .filter(session -> session.modules().containsKey(module))
        .filter(session -> session.specificity(workspace) == specificity)
        .toList();
  }

  /** Whether a worker for this scope would get executions of the workspace, were it alone. */
  public static boolean serves(@Nullable String scope, String workspace) {
    return specificity(scope, workspace) != SERVES_NOT;
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
