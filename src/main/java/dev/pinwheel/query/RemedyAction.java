package dev.pinwheel.query;

/** What a person can do about an execution that waits. */
public enum RemedyAction {
  /** Start a worker for the workspace that has the module. */
  START_WORKER,
  /** Resume the workspace. */
  RESUME_WORKSPACE,
  /** Look at the execution that it waits for. */
  LOOK_AT_OTHER,
  /** Nothing. It continues by itself. */
  NOTHING
}
