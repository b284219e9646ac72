package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.WorkspaceStore;
import dev.pinwheel.store.jooq.tables.Workspace;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;

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
   * @param sight of whom it is for; a workspace that does not exist for them is not found (A4)
   * @throws Rejection (not found) when no workspace has this name
   */
  public Viewpoint get(String workspaceName, Sight sight) {
    return find(workspaceName, sight)
        .orElseThrow(
            () -> Rejection.notFound("No workspace is called '%s'.".formatted(workspaceName)));
  }

  /** Like {@link #get(String, Sight)}; empty when no workspace has this name. */
  public Optional<Viewpoint> find(String workspaceName, Sight sight) {
    return find(workspaceName).filter(found -> sight.sees(found.workspace()));
  }

  /** One statement whether there is one or not, so that the time does not tell what exists (A4). */
  private Optional<Viewpoint> find(String workspaceName) {
    Workspace named = WORKSPACE.as("named");
    return database.read(dsl ->
        load(
            dsl,
            field(
                select(named.ID)
                    .from(named)
                    .where(named.NAME.eq(workspaceName))
                    .orderBy(named.ARCHIVED_AT.desc().nullsFirst(), named.ID.desc())
                    .limit(1))));
  }

  /**
   * @throws Rejection (not found) when there is no such workspace
   */
  public Viewpoint get(WorkspaceId workspace, Sight sight) {
    return database
        .read(dsl -> load(dsl, workspace))
        .filter(found -> sight.sees(found.workspace()))
        .orElseThrow(() -> Rejection.notFound("There is no " + workspace + "."));
  }

  static Optional<Viewpoint> load(DSLContext dsl, WorkspaceId workspace) {
    return load(dsl, val(workspace.value()));
  }

  private static Optional<Viewpoint> load(DSLContext dsl, Field<Long> workspace) {
    var chain =
        dsl.select(WORKSPACE.fields())
            .from(WORKSPACE_ANCESTOR)
            .join(WORKSPACE)
            .on(WORKSPACE.ID.eq(WORKSPACE_ANCESTOR.ANCESTOR_ID))
            .where(WORKSPACE_ANCESTOR.WORKSPACE_ID.eq(workspace))
            .orderBy(WORKSPACE_ANCESTOR.DEPTH)
            .fetch(WorkspaceStore::toWorkspace);
    return chain.isEmpty()
        ? Optional.empty()
        : Optional.of(new Viewpoint(new WorkspaceChain(chain)));
  }
}
