package dev.pinwheel.event;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;

/** A committed change. */
public sealed interface EngineEvent {

  /** A run was submitted. */
  record RunSubmitted(RunId run, WorkspaceId workspace) implements EngineEvent {}

  /** Steps, executions, calls or results of a run changed in a workspace. */
  record RunChanged(RunId run, WorkspaceId workspace) implements EngineEvent {}

  /** Messages were logged in a run by executions of a workspace. */
  record MessagesLogged(RunId run, WorkspaceId workspace) implements EngineEvent {}

  /** A workspace was created, renamed, rebased, paused, resumed or archived. */
  record WorkspacesChanged() implements EngineEvent {}

  /** A manifest was declared. */
  record ManifestsChanged() implements EngineEvent {}

  /** A session of a worker was opened, changed or ended. */
  record SessionsChanged() implements EngineEvent {}

  /** A user, a grant, a token or a reservation changed, or somebody was signed out. */
  record AccessChanged() implements EngineEvent {}
}
