package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The workspaces as a tree, siblings by name. Thread-safe. */
public final class WorkspaceList {

  private final Database database;

  public WorkspaceList(Database database) {
    this.database = database;
  }

  /**
   * All workspaces that exist for somebody, depth first: a base before its children, siblings by
   * name. Active and paused children of an archived base are kept below it; the archived ones
   * without such children are left out unless asked for. A base that does not exist for them is
   * only named.
   */
  public List<WorkspaceNode> list(Sight sight, boolean includeArchived) {
    return database.read(dsl -> {
      Tree tree = new Tree(dsl, sight);
      return tree.depthFirst().stream()
          .filter(node -> includeArchived || tree.isWorthShowing(node.workspace()))
          .toList();
    });
  }

  /** The workspace with this name that is not archived. */
  public Optional<WorkspaceNode> find(Sight sight, String name) {
    return list(sight, false).stream()
        .filter(node -> node.workspace().state() != WorkspaceState.ARCHIVED)
        .filter(node -> node.name().value().equals(name))
        .findFirst();
  }

  /** The names of the workspaces that exist for somebody, archived ones included. */
  public Map<WorkspaceId, String> names(Sight sight) {
    return database.read(dsl ->
        new WorkspaceStore()
            .listAll(dsl).stream()
                .filter(sight::sees)
                .collect(Collectors.toMap(Workspace::id, workspace -> workspace.name().value())));
  }

  /** Whether a workspace that exists for somebody, and is not archived, has this name. */
  public boolean isTaken(Sight sight, String name) {
    return database.read(dsl ->
        dsl.selectFrom(WORKSPACE)
            .where(WORKSPACE.ACTIVE_NAME.eq(name))
            .fetchOptional(WorkspaceStore::toWorkspace)
            .filter(sight::sees)
            .isPresent());
  }

  /** The workspaces whose chain contains this one, itself excluded, archived ones left out. */
  public List<WorkspaceNode> listDescendants(Sight sight, WorkspaceId workspace) {
    return database.read(dsl -> {
      Tree tree = new Tree(dsl, sight);
      return tree.depthFirst().stream()
          .filter(node -> !node.workspace().id().equals(workspace))
          .filter(node -> node.workspace().state() != WorkspaceState.ARCHIVED)
          .filter(node -> tree.isBelow(node.workspace(), workspace))
          .toList();
    });
  }

  /** The requested name, or that name with the first free number: {@code development-2}. */
  public String nextFreeName(Sight sight, String suggested) {
    Set<String> taken =
        list(sight, false).stream()
            .filter(node -> node.workspace().state() != WorkspaceState.ARCHIVED)
            .map(node -> node.name().value())
            .collect(Collectors.toSet());
    String name = suggested;
    for (int number = 2; taken.contains(name); number++) {
      String suffix = "-" + number;
      int room = WorkspaceName.MAX_LENGTH - suffix.length();
      name = suggested.substring(0, Math.min(suggested.length(), room)) + suffix;
    }
    return name;
  }

  /** All workspaces with their children. */
  private static final class Tree {

    private static final Comparator<Workspace> BY_NAME =
        Comparator.comparing(Workspace::name).thenComparing(w -> w.id().value());

    private final Map<WorkspaceId, Workspace> all = new HashMap<>();
    private final Map<@Nullable WorkspaceId, List<Workspace>> children = new HashMap<>();
    private final Map<Long, Integer> runs = new HashMap<>();
    private final Set<WorkspaceId> worthShowing = new HashSet<>();
    private final WorkerSnapshot workers;
    private final Sight sight;

    Tree(DSLContext dsl, Sight sight) {
      this.sight = sight;
      for (Workspace workspace : new WorkspaceStore().listAll(dsl)) {
        all.put(workspace.id(), workspace);
        children.computeIfAbsent(workspace.base(), base -> new ArrayList<>()).add(workspace);
      }
      children.values().forEach(siblings -> siblings.sort(BY_NAME));
      all.values().stream()
          .filter(workspace -> workspace.state() != WorkspaceState.ARCHIVED)
          .forEach(this::markWithBases);
      dsl.select(RUN_SUMMARY.WORKSPACE_ID, DSL.count())
          .from(RUN_SUMMARY)
          .groupBy(RUN_SUMMARY.WORKSPACE_ID)
          .forEach(row -> runs.put(row.value1(), row.value2()));
      workers = WorkerSnapshot.load(dsl);
    }

    private void markWithBases(Workspace workspace) {
      Workspace at = workspace;
      while (at != null && worthShowing.add(at.id())) {
        at = baseOf(at);
      }
    }

    private @Nullable Workspace baseOf(Workspace workspace) {
      return workspace.base() == null ? null : all.get(workspace.base());
    }

    boolean isWorthShowing(Workspace workspace) {
      return worthShowing.contains(workspace.id());
    }

    boolean isBelow(Workspace workspace, WorkspaceId ancestor) {
      Workspace at = workspace;
      while (at != null) {
        if (at.id().equals(ancestor)) {
          return true;
        }
        at = baseOf(at);
      }
      return false;
    }

    List<WorkspaceNode> depthFirst() {
      List<WorkspaceNode> nodes = new ArrayList<>();
      addChildren(null, 0, nodes);
      return nodes;
    }

    private void addChildren(@Nullable WorkspaceId base, int depth, List<WorkspaceNode> nodes) {
      for (Workspace workspace : children.getOrDefault(base, List.of())) {
        boolean exists = sight.sees(workspace);
        if (exists) {
          nodes.add(node(workspace, depth));
        }
        addChildren(workspace.id(), exists ? depth + 1 : depth, nodes);
      }
    }

    private WorkspaceNode node(Workspace workspace, int depth) {
      Workspace base = baseOf(workspace);
      return new WorkspaceNode(
          workspace,
          base == null ? null : base.name(),
          depth,
          runs.getOrDefault(workspace.id().value(), 0),
          (int)
              children.getOrDefault(workspace.id(), List.of()).stream()
                  .filter(child -> child.state() != WorkspaceState.ARCHIVED)
                  .filter(sight::sees)
                  .count(),
          workers.presence(workspace));
    }
  }
}
