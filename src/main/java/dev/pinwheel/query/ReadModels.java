package dev.pinwheel.query;

import dev.pinwheel.query.plan.Plans;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.run.RunFinder;
import dev.pinwheel.query.run.RunHistograms;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.run.RunTrees;
import dev.pinwheel.query.run.RunTrends;
import dev.pinwheel.query.step.ArgumentReader;
import dev.pinwheel.query.step.Comparisons;
import dev.pinwheel.query.step.ExecutionViews;
import dev.pinwheel.query.step.Explanations;
import dev.pinwheel.query.timeline.Timelines;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import java.time.InstantSource;

/** All read models of a server. Each is thread-safe. */
public record ReadModels(
    Viewpoints viewpoints,
    WorkspaceList workspaces,
    ModuleList modules,
    RunList runs,
    RunTrends trends,
    RunHistograms histograms,
    RunFinder finder,
    RunTrees trees,
    Timelines timelines,
    ExecutionViews executions,
    ArgumentReader arguments,
    Explanations explanations,
    Comparisons comparisons,
    RunComparisons runComparisons,
    LogPages logs,
    RerunPlaces rerunPlaces,
    Plans plans,
    WorkerList workers,
    QueueList queue,
    Retentions retentions,
    ActivityList activity,
    ServerList servers,
    ServerLoad load) {

  /** The read models of a database. */
  public static ReadModels of(Database database, Payloads payloads, InstantSource clock) {
    RunTrees trees = new RunTrees(database, clock);
    RunList runs = new RunList(database, clock);
    ExecutionViews executions = new ExecutionViews(database, payloads, clock);
    Viewpoints viewpoints = new Viewpoints(database);
    Comparisons comparisons = new Comparisons(database, executions);
    return new ReadModels(
        viewpoints,
        new WorkspaceList(database),
        new ModuleList(database, payloads, runs),
        runs,
        new RunTrends(runs),
        new RunHistograms(database, clock, runs),
        new RunFinder(database, clock, runs),
        trees,
        new Timelines(database, clock, trees),
        executions,
        new ArgumentReader(database, payloads),
        new Explanations(database, payloads),
        comparisons,
        new RunComparisons(viewpoints, trees, comparisons),
        new LogPages(database),
        new RerunPlaces(database),
        new Plans(database, payloads, clock),
        new WorkerList(database),
        new QueueList(database, clock),
        new Retentions(database, clock),
        new ActivityList(database),
        new ServerList(database),
        new ServerLoad(database, clock));
  }
}
