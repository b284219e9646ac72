package dev.pinwheel.query;

import dev.pinwheel.query.plan.Plans;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.run.RunTrees;
import dev.pinwheel.query.step.Comparisons;
import dev.pinwheel.query.step.ExecutionViews;
import dev.pinwheel.query.step.Explanations;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import java.time.InstantSource;

/** All read models of a server. Each is thread-safe. */
public record ReadModels(
    Viewpoints viewpoints,
    WorkspaceList workspaces,
    ModuleList modules,
    RunList runs,
    RunTrees trees,
    ExecutionViews executions,
    Explanations explanations,
    Comparisons comparisons,
    LogPages logs,
    RerunPlaces rerunPlaces,
    Plans plans,
    WorkerList workers,
    QueueList queue,
    ServerLoad load) {

  /** The read models of a database. */
  public static ReadModels of(Database database, Payloads payloads, InstantSource clock) {
    RunTrees trees = new RunTrees(database, clock);
    RunList runs = new RunList(database, clock);
    ExecutionViews executions = new ExecutionViews(database, payloads, clock);
    return new ReadModels(
        new Viewpoints(database),
        new WorkspaceList(database),
        new ModuleList(database, payloads, runs),
        runs,
        trees,
        executions,
        new Explanations(database, payloads),
        new Comparisons(database, executions, trees),
        new LogPages(database),
        new RerunPlaces(database),
        new Plans(database, payloads, clock),
        new WorkerList(database),
        new QueueList(database, clock),
        new ServerLoad(database, clock));
  }
}
