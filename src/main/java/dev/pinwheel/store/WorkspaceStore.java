package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.model.Basing;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The tables {@code workspace} and {@code workspace_ancestor}. */
public final class WorkspaceStore {

  private static final String WORD_ARCHIVED = "archived";

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          WORKSPACE,
          WORKSPACE.ID,
          WORKSPACE.NAME,
          WORKSPACE.ACTIVE_NAME,
          WORKSPACE.BASE_ID,
          WORKSPACE.STATE,
          WORKSPACE.CREATED_AT,
          WORKSPACE.CREATED_BY,
          WORKSPACE.ARCHIVED_AT,
          WORKSPACE.CREATOR_ID,
          WORKSPACE.BASING);

  private static final WriteStatement UPDATE =
      WriteStatement.of(
          WORKSPACE,
          dsl ->
              dsl.update(WORKSPACE)
                  .set(WORKSPACE.NAME, parameter(WORKSPACE.NAME))
                  .set(WORKSPACE.ACTIVE_NAME, parameter(WORKSPACE.ACTIVE_NAME))
                  .set(WORKSPACE.BASE_ID, parameter(WORKSPACE.BASE_ID))
                  .set(WORKSPACE.STATE, parameter(WORKSPACE.STATE))
                  .set(WORKSPACE.ARCHIVED_AT, parameter(WORKSPACE.ARCHIVED_AT))
                  .set(WORKSPACE.BASING, parameter(WORKSPACE.BASING))
                  .where(WORKSPACE.ID.eq(parameter(WORKSPACE.ID)))
                  .and(WORKSPACE.STATE.ne(DSL.inline(WORD_ARCHIVED))));

  private static final WriteStatement INSERT_ANCESTOR =
      WriteStatement.insert(
          WORKSPACE_ANCESTOR,
          WORKSPACE_ANCESTOR.WORKSPACE_ID,
          WORKSPACE_ANCESTOR.ANCESTOR_ID,
          WORKSPACE_ANCESTOR.DEPTH);

  private static final WriteStatement DELETE_ANCESTORS =
      WriteStatement.of(
          WORKSPACE_ANCESTOR,
          dsl ->
              dsl.deleteFrom(WORKSPACE_ANCESTOR)
                  .where(
                      WORKSPACE_ANCESTOR.WORKSPACE_ID.eq(
                          parameter(WORKSPACE_ANCESTOR.WORKSPACE_ID))));

  /** Inserts a workspace that is not archived. */
  public void insert(Tx tx, Workspace workspace) {
    tx.write(
        INSERT,
        workspace.id().value(),
        workspace.name().value(),
        workspace.name().value(),
        idOrNull(workspace.base()),
        word(workspace.state()),
        workspace.createdAt(),
        workspace.createdBy(),
        null,
        workspace.creator(),
        word(workspace.basing()));
  }

  /** Updates name, base, state and basing of a workspace that is not archived yet. */
  public void update(Tx tx, Workspace workspace) {
    boolean archived = workspace.state() == WorkspaceState.ARCHIVED;
    tx.write(
        UPDATE,
        workspace.name().value(),
        archived ? null : workspace.name().value(),
        idOrNull(workspace.base()),
        word(workspace.state()),
        archived ? tx.now() : null,
        word(workspace.basing()),
        workspace.id().value());
  }

  /** Replaces the chain of a workspace. */
  public void replaceChain(Tx tx, WorkspaceChain chain) {
    long id = chain.self().id().value();
    tx.write(DELETE_ANCESTORS, id);
    int depth = 0;
    for (WorkspaceId ancestor : chain.ids()) {
      tx.write(INSERT_ANCESTOR, id, ancestor.value(), depth++);
    }
  }

  /** All workspaces, archived ones included, in the order in which they were created. */
  public List<Workspace> listAll(DSLContext dsl) {
    return dsl.selectFrom(WORKSPACE).orderBy(WORKSPACE.ID).fetch(WorkspaceStore::toWorkspace);
  }

  /** As {@link #listAll(DSLContext)}, with what the transaction has changed. */
  public List<Workspace> listAll(Tx tx) {
    return listAll(tx.dsl());
  }

  /** A row of {@code workspace} as a value. */
  public static Workspace toWorkspace(Record row) {
    Long base = row.get(WORKSPACE.BASE_ID);
    return new Workspace(
        new WorkspaceId(row.get(WORKSPACE.ID)),
        new WorkspaceName(row.get(WORKSPACE.NAME)),
        base == null ? null : new WorkspaceId(base),
        WorkspaceState.valueOf(row.get(WORKSPACE.STATE).toUpperCase(Locale.ROOT)),
        row.get(WORKSPACE.CREATED_AT, Instant.class),
        row.get(WORKSPACE.CREATED_BY),
        row.get(WORKSPACE.CREATOR_ID),
        Basing.valueOf(row.get(WORKSPACE.BASING).toUpperCase(Locale.ROOT)));
  }

  private static @Nullable Long idOrNull(@Nullable WorkspaceId id) {
    return id == null ? null : id.value();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
