package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.MANIFEST;

import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.json.ManifestJson;
import java.util.Collection;
import java.util.List;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The table {@code manifest} (W6). */
public final class ManifestStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          MANIFEST,
          MANIFEST.ID,
          MANIFEST.WORKSPACE_ID,
          MANIFEST.PATTERN,
          MANIFEST.MODULE,
          MANIFEST.CODE_VERSION,
          MANIFEST.DECLARATION,
          MANIFEST.DECLARED_AT,
          MANIFEST.WORKER);

  /**
   * The scope for which a manifest was declared.
   *
   * @param workspace null for a pattern and for the embedded worker
   * @param pattern such as {@code development/*}; null for a workspace and the embedded worker
   */
  public record ManifestScope(@Nullable WorkspaceId workspace, @Nullable String pattern) {

    /** That of the embedded worker, the last in every chain. */
    public static final ManifestScope EMBEDDED = new ManifestScope(null, null);
  }

  /**
   * A manifest and its scope.
   *
   * @param worker who declared it first; null when that is not known
   */
  public record Declared(
      long id, ManifestScope scope, @Nullable String worker, Manifest manifest) {}

  /** Inserts a manifest; the newest of a scope and module counts. */
  public Declared insert(Tx tx, ManifestScope scope, String worker, Manifest manifest) {
    long id = tx.nextId();
    WorkspaceId workspace = scope.workspace();
    tx.write(
        INSERT,
        id,
        workspace == null ? null : workspace.value(),
        scope.pattern(),
        manifest.module(),
        manifest.codeVersion(),
        ManifestJson.write(manifest),
        tx.now(),
        worker);
    return new Declared(id, scope, worker, manifest);
  }

  /**
   * The newest manifest of each scope and module, and these.
   *
   * @param others ids
   */
  public List<Declared> listNewest(Tx tx, Collection<Long> others) {
    return tx.dsl()
        .selectFrom(MANIFEST)
        .where(
            MANIFEST.ID.in(
                DSL.select(DSL.max(MANIFEST.ID))
                    .from(MANIFEST)
                    .groupBy(MANIFEST.WORKSPACE_ID, MANIFEST.PATTERN, MANIFEST.MODULE)
                    .unionAll(
                        DSL.select(MANIFEST.ID).from(MANIFEST).where(MANIFEST.ID.in(others)))))
        .orderBy(MANIFEST.ID)
        .fetch(row ->
            new Declared(
                row.getId(),
                new ManifestScope(
                    row.getWorkspaceId() == null ? null : new WorkspaceId(row.getWorkspaceId()),
                    row.getPattern()),
                row.getWorker(),
                ManifestJson.read(row.getModule(), row.getCodeVersion(), row.getDeclaration())));
  }
}
