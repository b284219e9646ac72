package dev.pinwheel.engine.index;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tree of workspaces in memory. Confined to the committing thread. */
public final class Workspaces {

  private final Map<WorkspaceId, Workspace> byId = new HashMap<>();
  private final Map<String, WorkspaceId> byActiveName = new HashMap<>();
  private final Map<WorkspaceId, WorkspaceChain> chains = new HashMap<>();

  public void replaceAll(Collection<Workspace> workspaces) {
    byId.clear();
    byActiveName.clear();
    workspaces.forEach(this::put);
  }

  public void put(Workspace workspace) {
    chains.clear();
    Workspace former = byId.put(workspace.id(), workspace);
    if (former != null) {
      byActiveName.remove(former.name().value());
    }
    if (workspace.state() != WorkspaceState.ARCHIVED) {
      byActiveName.put(workspace.name().value(), workspace.id());
    }
  }

  /** All, archived ones included. */
  public List<Workspace> all() {
    return List.copyOf(byId.values());
  }

  /** What each is called. */
  public Map<WorkspaceId, String> namesById() {
    return byId.values().stream()
        .collect(Collectors.toMap(Workspace::id, workspace -> workspace.name().value()));
  }

  public Workspace get(WorkspaceId id) {
    Workspace workspace = byId.get(id);
    if (workspace == null) {
      throw new IllegalStateException("There is no " + id);
    }
    return workspace;
  }

  public Optional<Workspace> findActive(String name) {
    return Optional.ofNullable(byActiveName.get(name)).map(byId::get);
  }

  /** The workspace with this name; of archived ones the newest, unless one not archived has it. */
  public Optional<Workspace> find(String name) {
    Optional<Workspace> active = findActive(name);
    return active.isPresent()
        ? active
        : byId.values().stream()
            .filter(workspace -> workspace.name().value().equals(name))
            .max((a, b) -> Long.compare(a.id().value(), b.id().value()));
  }

  /**
   * @throws Rejection (not found)
   */
  public Workspace get(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** There is no such workspace, or it does not exist for who asks (A4). */
  public static Rejection unknown(String name) {
    return Rejection.notFound(
        "There is no workspace '%s'. Create it, or check the spelling.".formatted(name));
  }

  /**
   * The workspace, for something that an archived one does not take (W3).
   *
   * @param use completes "'x' is archived and takes no …"
   */
  public Workspace getUsable(String name, String use) {
    Workspace workspace = get(name);
    if (workspace.state() == WorkspaceState.ARCHIVED) {
      throw Rejection.invalidState(
          "'%s' is archived and takes no %s. Use another workspace, such as a child of it."
              .formatted(name, use));
    }
    return workspace;
  }

  public WorkspaceChain chain(WorkspaceId id) {
    WorkspaceChain chain = chains.get(id);
    if (chain == null) {
      List<Workspace> nearestFirst = new ArrayList<>();
      for (WorkspaceId next = id; next != null; next = nearestFirst.getLast().base()) {
        nearestFirst.add(get(next));
      }
      chain = new WorkspaceChain(nearestFirst);
      chains.put(id, chain);
    }
    return chain;
  }

  /** The workspace and all that have it in their chain. */
  public List<Workspace> withDescendants(WorkspaceId id) {
    return byId.values().stream().filter(workspace -> chain(workspace.id()).contains(id)).toList();
  }
}
