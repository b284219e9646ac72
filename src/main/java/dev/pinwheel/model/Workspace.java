package dev.pinwheel.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An isolated place where runs happen, with at most one base (W1). */
public record Workspace(
    WorkspaceId id,
    WorkspaceName name,
    @Nullable WorkspaceId base,
    WorkspaceState state,
    Instant createdAt,
    String createdBy) {}
