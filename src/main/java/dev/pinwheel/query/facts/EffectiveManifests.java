package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.MANIFEST;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.dispatch.DispatchRule.Declaration;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.ManifestJson;
import dev.pinwheel.store.jooq.tables.records.ManifestRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Which manifest of each module counts, seen from a workspace (W6). */
public final class EffectiveManifests {

  private EffectiveManifests() {}

  /**
   * A manifest and where it was declared.
   *
   * @param workspace of the chain, by name or by a pattern; null: by the embedded worker
   */
  public record Declared(@Nullable Workspace workspace, Instant at, Manifest manifest) {}

  /** One for each module, by name. */
  public static List<Declared> list(
      DSLContext dsl, Viewpoint viewpoint, Collection<Candidate> sessions) {
    return list(dsl, viewpoint, sessions, DSL.noCondition());
  }

  /** One for each of these modules that is declared. */
  public static List<Declared> list(
      DSLContext dsl,
      Viewpoint viewpoint,
      Collection<Candidate> sessions,
      Collection<String> modules) {
    return list(dsl, viewpoint, sessions, MANIFEST.MODULE.in(modules));
  }

  private static List<Declared> list(
      DSLContext dsl, Viewpoint viewpoint, Collection<Candidate> sessions, Condition which) {
    var newest =
        DSL.select(DSL.max(MANIFEST.ID))
            .from(MANIFEST)
            .where(
                MANIFEST
                    .WORKSPACE_ID
                    .isNull()
                    .or(VisibilityCondition.in(viewpoint, MANIFEST.WORKSPACE_ID)))
            .and(which)
            .groupBy(MANIFEST.WORKSPACE_ID, MANIFEST.PATTERN, MANIFEST.MODULE);
    Map<String, List<ManifestRecord>> byModule =
        dsl.selectFrom(MANIFEST).where(MANIFEST.ID.in(newest)).stream()
            .collect(
                Collectors.groupingBy(
                    ManifestRecord::getModule, TreeMap::new, Collectors.toList()));
    return byModule.entrySet().stream()
        .flatMap(module -> find(viewpoint, module.getKey(), module.getValue(), sessions).stream())
        .toList();
  }

  private static Optional<Declared> find(
      Viewpoint viewpoint,
      String module,
      List<ManifestRecord> declared,
      Collection<Candidate> sessions) {
    for (Workspace workspace : viewpoint.chain().nearestFirst()) {
      Map<Declaration, ManifestRecord> here = new HashMap<>();
      for (ManifestRecord row : declared) {
        String scope =
            row.getWorkspaceId() == null
                ? row.getPattern()
                : row.getWorkspaceId() == workspace.id().value() ? workspace.name().value() : null;
        if (scope != null) {
          here.put(new Declaration(row.getId(), scope), row);
        }
      }
      Optional<Declared> chosen =
          DispatchRule.manifest(workspace.name().value(), module, here.keySet(), sessions)
              .map(here::get)
              .map(row -> declared(workspace, row));
      if (chosen.isPresent()) {
        return chosen;
      }
    }
    return declared.stream()
        .filter(row -> row.getWorkspaceId() == null && row.getPattern() == null)
        .findFirst()
        .map(row -> declared(null, row));
  }

  private static Declared declared(@Nullable Workspace workspace, ManifestRecord row) {
    return new Declared(
        workspace,
        row.getDeclaredAt(),
        ManifestJson.read(row.getModule(), row.getCodeVersion(), row.getDeclaration()));
  }
}
