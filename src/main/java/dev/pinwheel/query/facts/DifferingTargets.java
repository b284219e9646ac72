package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.MANIFEST;

import dev.pinwheel.store.json.ManifestJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The targets that workers for the same workspace or pattern declare, where they declare different
 * manifests of a module. Usually there are none, and nothing is read.
 */
final class DifferingTargets {

  private record ScopedModule(@Nullable String scope, String module) {}

  /** Of a session that was opened before it was recorded what it declares. */
  private static final long UNKNOWN = -1;

  private DifferingTargets() {}

  /** Names of targets, by id of a manifest. */
  static Map<Long, Set<String>> load(DSLContext dsl, Collection<SessionFact> sessions) {
    Map<ScopedModule, Set<Long>> manifests = new HashMap<>();
    for (SessionFact session : sessions) {
      for (String module : session.modules()) {
        manifests
            .computeIfAbsent(new ScopedModule(session.scope(), module), scoped -> new HashSet<>())
            .add(session.manifests().getOrDefault(module, UNKNOWN));
      }
    }
    Set<Long> differing =
        manifests.values().stream()
            .filter(ids -> ids.size() > 1)
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    return differing.isEmpty()
        ? Map.of()
        : dsl.selectFrom(MANIFEST)
            .where(MANIFEST.ID.in(differing))
            .fetchMap(
                MANIFEST.ID,
                row ->
                    ManifestJson.read(row.getModule(), row.getCodeVersion(), row.getDeclaration())
                        .targetNames());
  }
}
