package dev.pinwheel.engine.manifest;

import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.dispatch.ManifestRule;
import dev.pinwheel.engine.dispatch.ManifestRule.Declaration;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.store.ManifestStore.Declared;
import dev.pinwheel.store.ManifestStore.ManifestScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest manifest of each scope and module in memory, and older ones that sessions still
 * declare (W6). Confined to the committing thread.
 */
public final class Manifests {

  /** By module and scope, newest last; of those without workers the newest only. */
  private final Map<String, Map<ManifestScope, List<Declared>>> byModule = new HashMap<>();

  private final Map<Long, Declared> byId = new HashMap<>();
  private final Supplier<Collection<Candidate>> sessions;

  /**
   * @param sessions those that are there, or were a moment ago
   */
  public Manifests(Supplier<Collection<Candidate>> sessions) {
    this.sessions = sessions;
  }

  /**
   * @param declared by ascending id
   */
  public void replaceAll(Collection<Declared> declared) {
    byModule.clear();
    byId.clear();
    declared.forEach(this::add);
  }

  /**
   * Adds one that is newer than all others.
   *
   * @param inUse ids of those that sessions declare; other older ones of the module are forgotten
   */
  public void put(Declared declared, Set<Long> inUse) {
    List<Declared> ofScope = ofScope(declared.scope(), declared.manifest().module());
    List<Declared> unused = ofScope.stream().filter(older -> !inUse.contains(older.id())).toList();
    ofScope.removeAll(unused);
    unused.forEach(older -> byId.remove(older.id()));
    add(declared);
  }

  private void add(Declared declared) {
    ofScope(declared.scope(), declared.manifest().module()).add(declared);
    byId.put(declared.id(), declared);
  }

  private List<Declared> ofScope(ManifestScope scope, String module) {
    return byModule
        .computeIfAbsent(module, added -> new HashMap<>())
        .computeIfAbsent(scope, added -> new ArrayList<>());
  }

  /** What was declared last for this very scope. */
  public Optional<Declared> findNewest(ManifestScope scope, String module) {
    List<Declared> declared = byModule.getOrDefault(module, Map.of()).get(scope);
    return declared == null || declared.isEmpty()
        ? Optional.empty()
        : Optional.of(declared.getLast());
  }

  /** One that counts somewhere, by its id. */
  public Optional<Declared> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Nearest first along the chain; what the embedded worker declares comes last. What the manifest
   * found there lacks is taken from older ones that other workers there still declare.
   */
  public Optional<Manifest> find(WorkspaceChain chain, String module) {
    return find(chain, module, null);
  }

  private Optional<Manifest> find(WorkspaceChain chain, String module, @Nullable Long caller) {
    Map<ManifestScope, List<Declared>> declared = byModule.getOrDefault(module, Map.of());
    boolean patterns = declared.keySet().stream().anyMatch(scope -> scope.pattern() != null);
    for (Workspace workspace : chain.nearestFirst()) {
      ManifestScope named = new ManifestScope(workspace.id(), null);
      List<Declared> own = declared.getOrDefault(named, List.of());
      if (!patterns && own.size() == 1) {
        return Optional.of(own.getFirst().manifest());
      }
      if (patterns || !own.isEmpty()) {
        Optional<Manifest> found = choose(workspace, module, declared, caller);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    List<Declared> embedded = declared.getOrDefault(ManifestScope.EMBEDDED, List.of());
    if (embedded.size() < 2) {
      return embedded.stream().findFirst().map(Declared::manifest);
    }
    return merge(
        ManifestRule.listEmbedded(
            module,
            embedded.stream().map(one -> declaration(one, null)).toList(),
            sessions.get(),
            caller));
  }

  private Optional<Manifest> choose(
      Workspace workspace,
      String module,
      Map<ManifestScope, List<Declared>> declared,
      @Nullable Long caller) {
    String name = workspace.name().value();
    List<Declaration> here = new ArrayList<>();
    declared.forEach((scope, manifests) -> {
      String text = workspace.id().equals(scope.workspace()) ? name : scope.pattern();
      if (text != null) {
        manifests.forEach(one -> here.add(declaration(one, text)));
      }
    });
    return merge(ManifestRule.list(name, module, here, sessions.get(), caller));
  }

  private static Declaration declaration(Declared declared, @Nullable String scope) {
    return new Declaration(declared.id(), scope);
  }

  private Optional<Manifest> merge(List<Declaration> inOrder) {
    return inOrder.stream()
        .map(one -> Objects.requireNonNull(byId.get(one.id())).manifest())
        .reduce(Manifest::withMissing);
  }

  /**
   * @throws Rejection (not found) with the targets there are
   */
  public Manifest.Target getTarget(WorkspaceChain chain, String module, String target) {
    return getTarget(chain, module, target, null);
  }

  /**
   * @param caller the session of the execution that calls it; null when it is no call
   * @throws Rejection (not found) with the targets there are
   */
  public Manifest.Target getTarget(
      WorkspaceChain chain, String module, String target, @Nullable Long caller) {
    String workspace = chain.self().name().value();
    Manifest manifest =
        find(chain, module, caller)
            .orElseThrow(() ->
                Rejection.notFound(
                    "No worker has declared a module '%s' for '%s' or its bases. Start a worker that has it, or check the spelling."
                        .formatted(module, workspace)));
    return manifest
        .findTarget(target)
        .orElseThrow(() ->
            Rejection.notFound(
                "Module '%s', version %s, has no target '%s'. It has: %s."
                    .formatted(
                        module,
                        manifest.codeVersion(),
                        target,
                        manifest.targets().stream()
                            .map(Manifest.Target::name)
                            .sorted()
                            .collect(Collectors.joining(", ")))));
  }
}
