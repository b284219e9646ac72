package dev.pinwheel.engine.manifest;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.dispatch.DispatchRule.Declaration;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.store.ManifestStore.Declared;
import dev.pinwheel.store.ManifestStore.ManifestScope;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest manifest of each scope and module in memory (W6). Confined to the committing thread.
 */
public final class Manifests {

  private record Key(ManifestScope scope, String module) {}

  private final Map<Key, Declared> newest = new HashMap<>();

  /** By module, those of workers for patterns. */
  private final Map<String, Map<ManifestScope, Declared>> ofPatterns = new HashMap<>();

  private final Supplier<Collection<Candidate>> sessions;

  /**
   * @param sessions those that are there, or were a moment ago
   */
  public Manifests(Supplier<Collection<Candidate>> sessions) {
    this.sessions = sessions;
  }

  public void replaceAll(Collection<Declared> declared) {
    newest.clear();
    ofPatterns.clear();
    declared.forEach(this::put);
  }

  public void put(Declared declared) {
    String module = declared.manifest().module();
    newest.put(new Key(declared.scope(), module), declared);
    if (declared.scope().pattern() != null) {
      ofPatterns.computeIfAbsent(module, key -> new HashMap<>()).put(declared.scope(), declared);
    }
  }

  /** What this very scope declared last. */
  public Optional<Manifest> findOwn(ManifestScope scope, String module) {
    return Optional.ofNullable(newest.get(new Key(scope, module))).map(Declared::manifest);
  }

  /** Nearest first along the chain; what the embedded worker declares comes last. */
  public Optional<Manifest> find(WorkspaceChain chain, String module) {
    Collection<Declared> patterns = ofPatterns.getOrDefault(module, Map.of()).values();
    for (Workspace workspace : chain.nearestFirst()) {
      Declared own = newest.get(new Key(new ManifestScope(workspace.id(), null), module));
      Optional<Declared> declared =
          patterns.isEmpty()
              ? Optional.ofNullable(own)
              : choose(workspace.name().value(), module, own, patterns);
      if (declared.isPresent()) {
        return declared.map(Declared::manifest);
      }
    }
    return findOwn(ManifestScope.EMBEDDED, module);
  }

  private Optional<Declared> choose(
      String workspace, String module, @Nullable Declared own, Collection<Declared> patterns) {
    Map<Declaration, Declared> byDeclaration = new HashMap<>();
    if (own != null) {
      byDeclaration.put(new Declaration(own.id(), workspace), own);
    }
    for (Declared declared : patterns) {
      String pattern = Objects.requireNonNull(declared.scope().pattern());
      byDeclaration.put(new Declaration(declared.id(), pattern), declared);
    }
    return DispatchRule.manifest(workspace, module, byDeclaration.keySet(), sessions.get())
        .map(byDeclaration::get);
  }

  /**
   * @throws Rejection (not found) with the targets there are
   */
  public Manifest.Target getTarget(WorkspaceChain chain, String module, String target) {
    String workspace = chain.self().name().value();
    Manifest manifest =
        find(chain, module)
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
