package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.MANIFEST;

import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.dispatch.DispatchRule.Offer;
import dev.pinwheel.engine.dispatch.ManifestRule;
import dev.pinwheel.engine.dispatch.ManifestRule.Declaration;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.jooq.tables.records.ManifestRecord;
import dev.pinwheel.store.json.ManifestJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The manifest that applies to each module, seen from a workspace (W6). */
public final class EffectiveManifests {

  private EffectiveManifests() {}

  /**
   * A manifest and where it was declared.
   *
   * @param workspace of the chain, by name or by a pattern; null: by the embedded worker
   * @param worker who declared it; null when that is not known
   * @param manifest its targets first, then what it lacks of the older ones
   * @param older manifests from which targets were added, newest first
   */
  public record Declared(
      @Nullable Workspace workspace,
      @Nullable String worker,
      Instant at,
      Manifest manifest,
      List<Older> older) {

    public Declared {
      older = List.copyOf(older);
    }
  }

  /**
   * An older manifest that a worker for the same workspace or pattern still declares.
   *
   * @param worker who declared it; null when that is not known
   * @param targets names of those that no newer one has
   */
  public record Older(
      @Nullable String worker, Instant at, String codeVersion, Set<String> targets) {

    public Older {
      targets = Set.copyOf(targets);
    }
  }

  /** The manifests of all modules, by name. */
  public static List<Declared> list(
      DSLContext dsl, Viewpoint viewpoint, Collection<Candidate> sessions) {
    return list(dsl, viewpoint, sessions, DSL.noCondition());
  }

  /** The manifests of those of these modules that are declared. */
  public static List<Declared> list(
      DSLContext dsl,
      Viewpoint viewpoint,
      Collection<Candidate> sessions,
      Collection<String> modules) {
    return list(dsl, viewpoint, sessions, MANIFEST.MODULE.in(modules));
  }

  private static List<Declared> list(
      DSLContext dsl, Viewpoint viewpoint, Collection<Candidate> sessions, Condition which) {
    Condition here =
        MANIFEST
            .WORKSPACE_ID
            .isNull()
            .or(VisibilityCondition.in(viewpoint, MANIFEST.WORKSPACE_ID))
            .and(which);
    var newest =
        DSL.select(DSL.max(MANIFEST.ID))
            .from(MANIFEST)
            .where(here)
            .groupBy(MANIFEST.WORKSPACE_ID, MANIFEST.PATTERN, MANIFEST.MODULE);
    var offered =
        DSL.select(MANIFEST.ID).from(MANIFEST).where(MANIFEST.ID.in(offered(sessions))).and(here);
    Map<String, List<ManifestRecord>> byModule =
        dsl.selectFrom(MANIFEST).where(MANIFEST.ID.in(newest.unionAll(offered))).stream()
            .collect(
                Collectors.groupingBy(
                    ManifestRecord::getModule, TreeMap::new, Collectors.toList()));
    return byModule.entrySet().stream()
        .flatMap(module -> find(viewpoint, module.getKey(), module.getValue(), sessions).stream())
        .toList();
  }

  private static Set<Long> offered(Collection<Candidate> sessions) {
    return sessions.stream()
        .flatMap(session -> session.modules().values().stream())
        .map(Offer::manifest)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
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
      List<Declaration> chosen =
          ManifestRule.list(workspace.name().value(), module, here.keySet(), sessions, null);
      if (!chosen.isEmpty()) {
        return Optional.of(merge(workspace, chosen.stream().map(here::get).toList()));
      }
    }
    Map<Declaration, ManifestRecord> embedded =
        declared.stream()
            .filter(row -> row.getWorkspaceId() == null && row.getPattern() == null)
            .collect(Collectors.toMap(row -> new Declaration(row.getId(), null), row -> row));
    List<Declaration> chosen = ManifestRule.listEmbedded(module, embedded.keySet(), sessions, null);
    return chosen.isEmpty()
        ? Optional.empty()
        : Optional.of(merge(null, chosen.stream().map(embedded::get).toList()));
  }

  /**
   * @param inOrder the one that counts, then the older ones
   */
  private static Declared merge(@Nullable Workspace workspace, List<ManifestRecord> inOrder) {
    ManifestRecord newest = inOrder.getFirst();
    Manifest merged = read(newest);
    List<Older> older = new ArrayList<>();
    for (ManifestRecord row : inOrder.subList(1, inOrder.size())) {
      Manifest with = merged.withMissing(read(row));
      Set<String> added =
          with.targets().stream()
              .skip(merged.targets().size())
              .map(Manifest.Target::name)
              .collect(Collectors.toSet());
      if (!added.isEmpty()) {
        older.add(new Older(row.getWorker(), row.getDeclaredAt(), row.getCodeVersion(), added));
      }
      merged = with;
    }
    return new Declared(workspace, newest.getWorker(), newest.getDeclaredAt(), merged, older);
  }

  private static Manifest read(ManifestRecord row) {
    return ManifestJson.read(row.getModule(), row.getCodeVersion(), row.getDeclaration());
  }
}
