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
          MANIFEST.PATTERN,
          MANIFEST.MODULE,
          MANIFEST.CODE_VERSION,
          MANIFEST.DECLARATION,
          MANIFEST.DECLARED_AT);

  /**
   * For whom a manifest was declared.
   *
   * @param workspace null for a pattern and for the embedded worker
   * @param pattern such as {@code development/*}; null for a workspace and the embedded worker
   */
  public record Place(@Nullable WorkspaceId workspace, @Nullable String pattern) {

    /** That of the embedded worker, the last in every chain. */
    public static final Place EMBEDDED = new Place(null, null);
  }

  /** A manifest and for whom it was declared. */
  public record Declared(long id, Place place, Manifest manifest) {}

  /** Inserts a manifest; the newest of a place and module counts. */
  public Declared insert(Tx tx, Place place, Manifest manifest) {
    long id = tx.nextId();
    WorkspaceId workspace = place.workspace();
    tx.write(
        INSERT,
        id,
        workspace == null ? null : workspace.value(),
        place.pattern(),
        manifest.module(),
        manifest.codeVersion(),
        ManifestJson.write(manifest),
        tx.now());
    return new Declared(id, place, manifest);
  }

  /** The newest manifest of each place and module. */
  public List<Declared> listNewest(Tx tx) {
    return tx.dsl()
        .selectFrom(MANIFEST)
        .where(
            MANIFEST.ID.in(
                DSL.select(DSL.max(MANIFEST.ID))
                    .from(MANIFEST)
                    .groupBy(MANIFEST.WORKSPACE_ID, MANIFEST.PATTERN, MANIFEST.MODULE)))
        .orderBy(MANIFEST.ID)
        .fetch(row ->
            new Declared(
                row.getId(),
                new Place(
                    row.getWorkspaceId() == null ? null : new WorkspaceId(row.getWorkspaceId()),
                    row.getPattern()),
                ManifestJson.read(row.getModule(), row.getCodeVersion(), row.getDeclaration())));
  }
}
