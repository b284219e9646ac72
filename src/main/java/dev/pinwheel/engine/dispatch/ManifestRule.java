package dev.pinwheel.engine.dispatch;

import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.dispatch.DispatchRule.Offer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which manifests of a module count in a workspace (W6).
 *
 * <p><b>What it is given.</b> Of each workspace and pattern, the newest manifest, and those that
 * its sessions declare. The sessions are those of {@link DispatchRule}.
 *
 * <p>Two places gather this: {@code engine.manifest.Manifests} in memory, {@code
 * query.facts.EffectiveManifests} from what is recorded. A test compares them on random histories.
 */
public final class ManifestRule {

  private ManifestRule() {}

  /**
   * A manifest of the module.
   *
   * @param id the higher the newer
   * @param scope the workspace or pattern it was declared for; null: by the embedded worker
   */
  public record Declaration(long id, @Nullable String scope) {}

  /**
   * The manifests that count, in the order in which a target is looked up in them. The first one is
   * the newest of the workers that would execute it now, else the newest of all; so a worker for
   * the pattern does not decide about code that a worker for the very workspace runs. It is
   * followed by the older ones that other sessions for the same workspace or pattern declare, but
   * for those that are leaving: what a newer one leaves out can still be executed there.
   *
   * @param caller the session of the execution that makes a call, which counts even when it is
   *     leaving, because it takes what its own executions need; null when it is no call
   * @param declared those for this workspace; any others, and those of the embedded worker, are
   *     left out
   * @return empty when none was declared for the workspace
   */
  public static List<Declaration> list(
      String workspace,
      String module,
      Collection<Declaration> declared,
      Collection<Candidate> sessions,
      @Nullable Long caller) {
    List<Candidate> eligible = DispatchRule.eligible(workspace, module, sessions);
    String serving = eligible.isEmpty() ? null : eligible.getFirst().scope();
    return inOrder(
        declared.stream()
            .filter(one -> one.scope() != null && DispatchRule.serves(one.scope(), workspace))
            .max(
                Comparator.comparing(
                        (Declaration one) -> Objects.requireNonNull(one.scope()).equals(serving))
                    .thenComparing(Declaration::id)),
        module,
        declared,
        sessions,
        caller);
  }

  /** Those of the embedded worker, the last in every chain, in the same order. */
  public static List<Declaration> listEmbedded(
      String module,
      Collection<Declaration> declared,
      Collection<Candidate> sessions,
      @Nullable Long caller) {
    return inOrder(
        declared.stream()
            .filter(one -> one.scope() == null)
            .max(Comparator.comparing(Declaration::id)),
        module,
        declared,
        sessions,
        caller);
  }

  private static List<Declaration> inOrder(
      Optional<Declaration> newest,
      String module,
      Collection<Declaration> declared,
      Collection<Candidate> sessions,
      @Nullable Long caller) {
    if (newest.isEmpty()) {
      return List.of();
    }
    Declaration first = newest.get();
    Set<Long> offered = new HashSet<>(Set.of(first.id()));
    for (Candidate session : sessions) {
      Offer offer = session.modules().get(module);
      if (offer != null
          && offer.manifest() != null
          && (!session.leaving() || Objects.equals(session.session(), caller))
          && Objects.equals(session.scope(), first.scope())) {
        offered.add(offer.manifest());
      }
    }
    return declared.stream()
        .filter(one -> Objects.equals(one.scope(), first.scope()))
        .filter(one -> offered.contains(one.id()))
        .sorted(Comparator.comparing(Declaration::id).reversed())
        .toList();
  }
}
