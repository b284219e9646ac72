package dev.pinwheel.api;

import dev.pinwheel.model.Basing;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.WorkspaceNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workspace.
 *
 * @param name its name, parts separated by slashes
 * @param base absent when it has none
 * @param state active, paused or archived
 * @param basing who may base workspaces on it: nobody, developers or viewers
 * @param depth 0 for a workspace without a base
 * @param workers names of the workers that serve it now
 * @param embeddedWorker whether the server's own worker serves it, last in line
 */
@Schema(name = "Workspace")
record WorkspaceJson(
    @Schema(example = "development/joe") String name,
    @Schema(example = "production") @Nullable String base,
    WorkspaceState state,
    Basing basing,
    int depth,
    List<String> workers,
    boolean embeddedWorker,
    Instant createdAt,
    String createdBy) {

  static WorkspaceJson of(WorkspaceNode node) {
    WorkspaceName base = node.baseName();
    return new WorkspaceJson(
        node.name().value(),
        base == null ? null : base.value(),
        node.workspace().state(),
        node.workspace().basing(),
        node.depth(),
        node.workers().workers(),
        node.workers().embedded(),
        node.workspace().createdAt(),
        node.workspace().createdBy());
  }
}
