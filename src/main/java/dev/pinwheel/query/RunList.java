package dev.pinwheel.query;

import dev.pinwheel.model.RunId;
import dev.pinwheel.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a workspace (V2), latest visible activity first; among equals the newest run first. A
 * page costs a few statements, however large its runs are. Thread-safe.
 */
public final class RunList {

  private final Database database;
  private final RunTrees trees;
  private final InstantSource clock;

  public RunList(Database database, RunTrees trees, InstantSource clock) {
    this.database = database;
    this.trees = trees;
    this.clock = clock;
  }

  /**
   * Rows {@code offset} to {@code offset + limit} (exclusive).
   *
   * @param limit at most 500
   */
  public List<RunRow> page(Viewpoint viewpoint, RunFilter filter, int offset, int limit) {
    throw new UnsupportedOperationException();
  }

  /** How many runs fit. */
  public int count(Viewpoint viewpoint, RunFilter filter) {
    throw new UnsupportedOperationException();
  }

  /** How many fitting runs had activity after this moment: "6 new or changed runs". */
  public int countChangedSince(Viewpoint viewpoint, RunFilter filter, Instant moment) {
    throw new UnsupportedOperationException();
  }

  /** The row of one run; empty when nothing of it is visible. */
  public Optional<RunRow> find(Viewpoint viewpoint, RunId run) {
    throw new UnsupportedOperationException();
  }
}
