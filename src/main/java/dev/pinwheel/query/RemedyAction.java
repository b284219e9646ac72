package dev.pinwheel.query;

/** What a person can do about an execution that waits. */
public enum RemedyAction {
  /** Start a worker for the workspace that has the module. */
  START_WORKER,
  /** Resume the workspace. */
  RESUME_WORKSPACE,
  /** See what the other execution waits for or does. */
  LOOK_AT_OTHER,
  /** Nothing: it continues by itself. */
  NOTHING
}
