package dev.pinwheel.engine;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.store.ManifestStore.Declared;
import dev.pinwheel.store.ManifestStore.ManifestScope;
import dev.pinwheel.store.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the manifests that workers declare (W6), and logs when one takes the place of another
 * worker's.
 */
final class ManifestDeclarations {

  private static final Logger LOG = LoggerFactory.getLogger(ManifestDeclarations.class);

  private final Stores stores;
  private final EngineState state;

  ManifestDeclarations(Stores stores, EngineState state) {
    this.stores = stores;
    this.state = state;
  }

  /**
   * Records those that differ from the newest of their scope.
   *
   * @param former the session that the worker resumes: what it declared then is not declared again,
   *     so that an older worker does not take over because it was cut off; null for a new session
   * @return by module, as they are recorded
   */
  Map<String, Declared> declare(
      Tx tx,
      ManifestScope scope,
      String worker,
      Collection<Manifest> manifests,
      @Nullable WorkerSession former) {
    Map<String, Declared> declared = new HashMap<>();
    for (Manifest manifest : manifests) {
      String module = manifest.module();
      Declared newest = state.manifests().findNewest(scope, module).orElse(null);
      Declared before = former == null ? null : find(former, module);
      if (before != null && before.manifest().equals(manifest)) {
        declared.put(module, before);
      } else if (newest != null && newest.manifest().equals(manifest)) {
        declared.put(module, newest);
      } else {
        declared.put(module, insert(tx, scope, worker, manifest, newest));
      }
    }
    return declared;
  }

  private @Nullable Declared find(WorkerSession session, String module) {
    Long id = session.manifestOf(module);
    return id == null ? null : state.manifests().find(id).orElse(null);
  }

  private Declared insert(
      Tx tx, ManifestScope scope, String worker, Manifest manifest, @Nullable Declared newest) {
    Declared declared = stores.manifests().insert(tx, scope, worker, manifest);
    state.manifests().put(declared, state.manifestsInUse());
    tx.emit(new EngineEvent.ManifestsChanged());
    if (newest != null && newest.worker() != null && !worker.equals(newest.worker())) {
      String place = placeOf(scope);
      tx.afterCommit(() -> logTakeover(place, newest, declared));
    }
    return declared;
  }

  private String placeOf(ManifestScope scope) {
    if (scope.workspace() != null) {
      return "'" + state.workspaces().get(scope.workspace()).name() + "'";
    }
    return scope.pattern() == null ? "the embedded worker" : "'" + scope.pattern() + "'";
  }

  private static void logTakeover(String place, Declared before, Declared after) {
    Set<String> removed = less(before.manifest(), after.manifest());
    String change =
        "Module '{}' for {} is now declared by worker {}, version {}, instead of {}, version {}. Targets added: {}; left out: {}.";
    Object[] words = {
      after.manifest().module(),
      place,
      after.worker(),
      after.manifest().codeVersion(),
      before.worker(),
      before.manifest().codeVersion(),
      inWords(less(after.manifest(), before.manifest())),
      inWords(removed)
    };
    if (removed.isEmpty()) {
      LOG.info(change, words);
    } else {
      LOG.warn(
          change
              + " Targets left out stay available while a worker that declares them is connected.",
          words);
    }
  }

  private static Set<String> less(Manifest one, Manifest other) {
    Set<String> names = new TreeSet<>(one.targetNames());
    names.removeAll(other.targetNames());
    return names;
  }

  private static String inWords(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** What the rows of sessions name, by id. */
  static Map<String, Declared> named(Map<String, Long> ids, Map<Long, Declared> byId) {
    Map<String, Declared> named = new HashMap<>();
    ids.forEach((module, id) -> named.put(module, Objects.requireNonNull(byId.get(id))));
    return named;
  }
}
