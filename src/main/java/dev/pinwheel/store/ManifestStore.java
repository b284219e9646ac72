package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.MANIFEST;

import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.WorkspaceId;
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
          MANIFEST.MODULE,
          MANIFEST.CODE_VERSION,
          MANIFEST.DECLARATION,
          MANIFEST.DECLARED_AT);

  /**
   * A manifest and where it was declared.
   *
   * @param workspace null: by the embedded worker, the last in every chain
   */
  public record Declared(long id, @Nullable WorkspaceId workspace, Manifest manifest) {}

  /** Inserts a manifest; the newest of a workspace and module counts. */
  public Declared insert(Tx tx, @Nullable WorkspaceId workspace, Manifest manifest) {
    long id = tx.nextId();
    tx.write(
        INSERT,
        id,
        workspace == null ? null : workspace.value(),
        manifest.module(),
        manifest.codeVersion(),
        ManifestJson.write(manifest),
        tx.now());
    return new Declared(id, workspace, manifest);
  }

  /** The newest manifest of each workspace and module. */
  public List<Declared> listNewest(Tx tx) {
    return tx.dsl()
        .selectFrom(MANIFEST)
        .where(
            MANIFEST.ID.in(
                DSL.select(DSL.max(MANIFEST.ID))
                    .from(MANIFEST)
                    .groupBy(MANIFEST.WORKSPACE_ID, MANIFEST.MODULE)))
        .orderBy(MANIFEST.ID)
        .fetch(row ->
            new Declared(
                row.getId(),
                row.getWorkspaceId() == null ? null : new WorkspaceId(row.getWorkspaceId()),
                ManifestJson.read(row.getModule(), row.getCodeVersion(), row.getDeclaration())));
  }
}
