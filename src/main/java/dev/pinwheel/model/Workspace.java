package dev.pinwheel.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An isolated place where runs happen, with at most one base (W1).
 *
 * @param createdBy the name of who created it
 * @param creator the id of the user who created it; null when it was created without signing in
 * @param basing who may base a workspace on this one (A4)
 */
public record Workspace(
    WorkspaceId id,
    WorkspaceName name,
    @Nullable WorkspaceId base,
    WorkspaceState state,
    Instant createdAt,
    String createdBy,
    @Nullable Long creator,
    Basing basing) {

  /** A workspace that was created without signing in, on which viewers may base others. */
  public Workspace(
      WorkspaceId id,
      WorkspaceName name,
      @Nullable WorkspaceId base,
      WorkspaceState state,
      Instant createdAt,
      String createdBy) {
    this(id, name, base, state, createdAt, createdBy, null, Basing.VIEWERS);
  }
}
