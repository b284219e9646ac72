package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.WorkspaceStore;
import java.util.Optional;
import org.jooq.DSLContext;

/** Finds viewpoints. Archived workspaces have viewpoints, too. Thread-safe. */
public final class Viewpoints {

  private final Database database;

  public Viewpoints(Database database) {
    this.database = database;
  }

  /**
   * The viewpoint of the workspace with this name: the one that is not archived, else the one
   * archived last.
   *
   * @throws Rejection (not found) when no workspace has this name
   */
  public Viewpoint get(String workspaceName) {
    return find(workspaceName)
        .orElseThrow(
            () -> Rejection.notFound("No workspace is called '%s'.".formatted(workspaceName)));
  }

  /** Like {@link #get(String)}; empty when no workspace has this name. */
  public Optional<Viewpoint> find(String workspaceName) {
    return database.read(dsl ->
        dsl.select(WORKSPACE.ID)
            .from(WORKSPACE)
            .where(WORKSPACE.NAME.eq(workspaceName))
            .orderBy(WORKSPACE.ARCHIVED_AT.desc().nullsFirst(), WORKSPACE.ID.desc())
            .limit(1)
            .fetchOptional(WORKSPACE.ID)
            .flatMap(id -> load(dsl, new WorkspaceId(id))));
  }

  /**
   * @throws Rejection (not found) when there is no such workspace
   */
  public Viewpoint get(WorkspaceId workspace) {
    return database
        .read(dsl -> load(dsl, workspace))
        .orElseThrow(() -> Rejection.notFound("There is no " + workspace + "."));
  }

  static Optional<Viewpoint> load(DSLContext dsl, WorkspaceId workspace) {
    var chain =
        dsl.select(WORKSPACE.fields())
            .from(WORKSPACE_ANCESTOR)
            .join(WORKSPACE)
            .on(WORKSPACE.ID.eq(WORKSPACE_ANCESTOR.ANCESTOR_ID))
            .where(WORKSPACE_ANCESTOR.WORKSPACE_ID.eq(workspace.value()))
            .orderBy(WORKSPACE_ANCESTOR.DEPTH)
            .fetch(WorkspaceStore::toWorkspace);
    return chain.isEmpty()
        ? Optional.empty()
        : Optional.of(new Viewpoint(new WorkspaceChain(chain)));
  }
}
