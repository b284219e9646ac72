package dev.pinwheel.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A workspace, its base, the base's base … to the root: nearest first, never empty. */
public final class WorkspaceChain {

  private final List<Workspace> nearestFirst;
  private final Map<WorkspaceId, Integer> depths;

  public WorkspaceChain(List<Workspace> nearestFirst) {
    if (nearestFirst.isEmpty()) {
      throw new IllegalArgumentException("A chain has at least the workspace itself");
    }
    this.nearestFirst = List.copyOf(nearestFirst);
    this.depths = HashMap.newHashMap(nearestFirst.size());
    for (Workspace workspace : this.nearestFirst) {
      depths.put(workspace.id(), depths.size());
    }
  }

  public List<Workspace> nearestFirst() {
    return nearestFirst;
  }

  /** The workspace whose chain this is. */
  public Workspace self() {
    return nearestFirst.getFirst();
  }

  public boolean contains(WorkspaceId workspace) {
    return depths.containsKey(workspace);
  }

  /** 0 for the workspace itself, 1 for its base …; empty when it is not in the chain. */
  public OptionalInt depthOf(WorkspaceId workspace) {
    Integer depth = depths.get(workspace);
    return depth == null ? OptionalInt.empty() : OptionalInt.of(depth);
  }

  public List<WorkspaceId> ids() {
    return nearestFirst.stream().map(Workspace::id).toList();
  }

  /** Nearest first, as the Studio shows it: {@code development › production}. */
  @Override
  public String toString() {
    return nearestFirst.stream().map(w -> w.name().value()).collect(Collectors.joining(" › "));
  }

  /** Chains of the same workspaces, in the same states, are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WorkspaceChain chain && nearestFirst.equals(chain.nearestFirst);
  }

  @Override
  public int hashCode() {
    return nearestFirst.hashCode();
  }
}
