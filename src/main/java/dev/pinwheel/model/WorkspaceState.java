package dev.pinwheel.model;

/** The states of a workspace (W3). */
public enum WorkspaceState {
  ACTIVE,
  /** Submissions and re-runs are accepted and wait; nothing is dispatched. */
  PAUSED,
  /** Final: no submissions, no re-runs; results stay usable by descendants. */
  ARCHIVED
}
