package dev.pinwheel.access;

import dev.pinwheel.model.WorkspaceId;

/** A module of a workspace that only workers with this token, or another reserved one, declare. */
public record Reservation(WorkspaceId workspace, String module, long token) {}
