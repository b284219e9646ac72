package dev.pinwheel.studio.workspaces;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.query.view.WorkerPresence;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Workspaces for tests. */
final class Trees {

  private Trees() {}

  /** Looks from the first; each is based on the next. */
  static Viewpoint viewpoint(String... nearestFirst) {
    return new Viewpoint(
        new WorkspaceChain(
            IntStream.range(0, nearestFirst.length)
                .mapToObj(i -> workspace(i + 1, nearestFirst[i]))
                .toList()));
  }

  static WorkspaceNode node(String name, int depth) {
    return new WorkspaceNode(
        workspace(name.hashCode(), name),
        depth == 0 ? null : new WorkspaceName("base"),
        depth,
        0,
        0,
        new WorkerPresence(List.of(), true));
  }

  private static Workspace workspace(long id, String name) {
    return new Workspace(
        new WorkspaceId(id),
        new WorkspaceName(name),
        null,
        WorkspaceState.ACTIVE,
        Instant.EPOCH,
        "local");
  }
}
