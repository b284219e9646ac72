package dev.pinwheel.query;

/** All read models of a server. Each is thread-safe. */
public record ReadModels(
    Viewpoints viewpoints,
    WorkspaceList workspaces,
    ModuleList modules,
    RunList runs,
    RunTrees trees,
    ExecutionViews executions,
    LogPages logs,
    RerunPlaces rerunPlaces) {}
