package dev.pinwheel.engine.retention;

import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The input of {@link RetentionRule} about workspaces: the retention that holds in each. */
public final class WorkspaceRetentions {

  private WorkspaceRetentions() {}

  /**
   * @param workspaces all, archived ones included
   * @param set by workspace; those that inherit are not there
   */
  public static Map<WorkspaceId, RetentionRule.WorkspaceRetention> of(
      Collection<Workspace> workspaces, Map<WorkspaceId, Retention> set) {
    Map<WorkspaceId, Workspace> byId =
        workspaces.stream().collect(Collectors.toMap(Workspace::id, Function.identity()));
    Map<WorkspaceId, RetentionRule.WorkspaceRetention> retentions = new HashMap<>();
    for (Workspace workspace : workspaces) {
      retentions.put(
          workspace.id(),
          new RetentionRule.WorkspaceRetention(
              EffectiveRetention.of(chain(workspace, byId), set),
              workspace.state() == WorkspaceState.ARCHIVED));
    }
    return retentions;
  }

  private static WorkspaceChain chain(Workspace workspace, Map<WorkspaceId, Workspace> byId) {
    List<Workspace> nearestFirst = new ArrayList<>(List.of(workspace));
    for (WorkspaceId base = workspace.base(); base != null; base = nearestFirst.getLast().base()) {
      nearestFirst.add(Objects.requireNonNull(byId.get(base)));
    }
    return new WorkspaceChain(nearestFirst);
  }

  /** How many runs of each workflow a workspace keeps, however old; others keep none. */
  public static Map<WorkspaceId, Integer> lastRuns(
      Map<WorkspaceId, RetentionRule.WorkspaceRetention> retentions) {
    Map<WorkspaceId, Integer> numbers = new HashMap<>();
    retentions.forEach((workspace, one) -> {
      Integer lastRuns = one.retention().retention().lastRuns();
      if (lastRuns != null) {
        numbers.put(workspace, lastRuns);
      }
    });
    return numbers;
  }
}
