package dev.pinwheel.query.plan;

import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;

/** The workspaces, and who serves them. Read once for all steps whose places are listed. */
final class ServedWorkspaces {

  final Map<WorkspaceId, Workspace> all = new HashMap<>();
  final WorkerSnapshot workers;
  final RerunPlaces.Permit permit;
  private final Map<WorkspaceId, Set<WorkspaceId>> chains = new HashMap<>();
  private final Map<WorkspaceId, Integer> descendants = new HashMap<>();

  ServedWorkspaces(DSLContext dsl, RerunPlaces.Permit permit) {
    this.permit = permit;
    this.workers = WorkerSnapshot.load(dsl);
    new WorkspaceStore().listAll(dsl).forEach(place -> all.put(place.id(), place));
    dsl.select(WORKSPACE_ANCESTOR.WORKSPACE_ID, WORKSPACE_ANCESTOR.ANCESTOR_ID)
        .from(WORKSPACE_ANCESTOR)
        .forEach(row ->
            chains
                .computeIfAbsent(new WorkspaceId(row.value1()), place -> new HashSet<>())
                .add(new WorkspaceId(row.value2())));
  }

  /** A workspace, its base, the base of that one, and so on. */
  WorkspaceChain chain(Workspace place) {
    List<Workspace> nearestFirst = new ArrayList<>();
    for (Workspace at = place; at != null; at = at.base() == null ? null : all.get(at.base())) {
      nearestFirst.add(at);
    }
    return new WorkspaceChain(nearestFirst);
  }

  boolean isInChain(WorkspaceId ancestor, Workspace place) {
    return chains.getOrDefault(place.id(), Set.of()).contains(ancestor);
  }

  /** How many that the viewer sees are based on a workspace, or on one that is. */
  int descendants(Workspace place) {
    return descendants.computeIfAbsent(
        place.id(),
        id ->
            (int)
                all.values().stream()
                    .filter(other -> !other.id().equals(id))
                    .filter(other -> other.state() != WorkspaceState.ARCHIVED)
                    .filter(permit::sees)
                    .filter(other -> isInChain(id, other))
                    .count());
  }
}
