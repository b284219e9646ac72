package dev.pinwheel.query;

import dev.pinwheel.model.StepId;
import dev.pinwheel.store.Database;

/** Where a step may be re-run (F2), for the re-run dialog. Thread-safe. */
public final class RerunPlaces {

  private final Database database;

  public RerunPlaces(Database database) {
    this.database = database;
  }

  /**
   * The places for a step that is visible from here.
   *
   * @throws dev.pinwheel.model.Rejection (not found) when nothing of the step is visible
   */
  public RerunChoice list(Viewpoint viewpoint, StepId step) {
    throw new UnsupportedOperationException();
  }
}
