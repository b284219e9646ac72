package dev.pinwheel.query.timeline;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.RunTrees;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import java.time.InstantSource;
import java.util.List;

/** Loads the timeline of a run as seen from a viewpoint (W4). Thread-safe. */
public final class Timelines {

  private final Database database;
  private final InstantSource clock;
  private final RunTrees trees;

  public Timelines(Database database, InstantSource clock, RunTrees trees) {
    this.database = database;
    this.clock = clock;
    this.trees = trees;
  }

  /**
   * The timeline of what {@link RunTrees#load(Viewpoint, RunId, PinnedAttempts)} draws.
   *
   * @throws Rejection (not found) when nothing of the run is visible
   */
  public Timeline load(Viewpoint viewpoint, RunId run, PinnedAttempts pins) {
    RunTree tree = trees.load(viewpoint, run, pins);
    Facts facts = database.read(dsl -> FactLoader.load(dsl, viewpoint, List.of(run)));
    return new TimelineBuilder(facts, tree, clock.instant()).build();
  }
}
