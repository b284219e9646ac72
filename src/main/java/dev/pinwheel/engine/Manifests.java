package dev.pinwheel.engine;

import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.ManifestStore.Declared;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest manifest of each workspace and module in memory (W6). Confined to the committing
 * thread.
 */
final class Manifests {

  private record Place(@Nullable WorkspaceId workspace, String module) {}

  private final Map<Place, Declared> newest = new HashMap<>();

  void replaceAll(Collection<Declared> declared) {
    newest.clear();
    declared.forEach(this::put);
  }

  void put(Declared declared) {
    newest.put(new Place(declared.workspace(), declared.manifest().module()), declared);
  }

  /** What this very place (null: the embedded worker) declared last. */
  Optional<Manifest> findOwn(@Nullable WorkspaceId workspace, String module) {
    return Optional.ofNullable(newest.get(new Place(workspace, module))).map(Declared::manifest);
  }

  /** Nearest first along the chain; what the embedded worker declares comes last. */
  Optional<Manifest> find(WorkspaceChain chain, String module) {
    for (Workspace workspace : chain.nearestFirst()) {
      Declared declared = newest.get(new Place(workspace.id(), module));
      if (declared != null) {
        return Optional.of(declared.manifest());
      }
    }
    return findOwn(null, module);
  }

  /**
   * @throws Rejection (not found) with the targets there are
   */
  Manifest.Target getTarget(WorkspaceChain chain, String module, String target) {
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
