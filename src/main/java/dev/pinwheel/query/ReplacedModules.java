package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.MANIFEST;

import dev.pinwheel.query.WorkerView.ReplacedModule;
import dev.pinwheel.query.facts.SessionFact;
import dev.pinwheel.store.jooq.tables.records.ManifestRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Modules of workers of which a newer manifest counts, declared for the same place (W6). */
final class ReplacedModules {

  private record ScopedModule(@Nullable Long workspace, @Nullable String pattern, String module) {
    static ScopedModule of(ManifestRecord row) {
      return new ScopedModule(row.getWorkspaceId(), row.getPattern(), row.getModule());
    }
  }

  private final Map<Long, ManifestRecord> newerById = new HashMap<>();

  private ReplacedModules() {}

  static ReplacedModules load(DSLContext dsl, Collection<SessionFact> sessions) {
    ReplacedModules replaced = new ReplacedModules();
    Set<Long> declared =
        sessions.stream()
            .flatMap(session -> session.manifests().values().stream())
            .collect(Collectors.toSet());
    Set<String> modules =
        sessions.stream()
            .flatMap(session -> session.manifests().keySet().stream())
            .collect(Collectors.toSet());
    if (declared.isEmpty()) {
      return replaced;
    }
    List<ManifestRecord> rows =
        dsl.select(
                MANIFEST.ID,
                MANIFEST.WORKSPACE_ID,
                MANIFEST.PATTERN,
                MANIFEST.MODULE,
                MANIFEST.WORKER,
                MANIFEST.DECLARED_AT)
            .from(MANIFEST)
            .where(MANIFEST.ID.in(declared))
            .or(
                MANIFEST.ID.in(
                    DSL.select(DSL.max(MANIFEST.ID))
                        .from(MANIFEST)
                        .where(MANIFEST.MODULE.in(modules))
                        .groupBy(MANIFEST.WORKSPACE_ID, MANIFEST.PATTERN, MANIFEST.MODULE)))
            .orderBy(MANIFEST.ID)
            .fetchInto(MANIFEST);
    Map<ScopedModule, ManifestRecord> newest = new HashMap<>();
    rows.forEach(row -> newest.put(ScopedModule.of(row), row));
    for (ManifestRecord row : rows) {
      ManifestRecord newer = newest.get(ScopedModule.of(row));
      if (newer != null && newer.getId() > row.getId()) {
        replaced.newerById.put(row.getId(), newer);
      }
    }
    return replaced;
  }

  /** By name. */
  List<ReplacedModule> of(SessionFact session) {
    return session.manifests().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(module -> Stream.ofNullable(newerById.get(module.getValue())))
        .map(newer ->
            new ReplacedModule(newer.getModule(), newer.getWorker(), newer.getDeclaredAt()))
        .toList();
  }
}
