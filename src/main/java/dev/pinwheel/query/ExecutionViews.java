package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import java.time.InstantSource;
import java.util.Optional;

/** Everything about one execution, for the step panel. Thread-safe. */
public final class ExecutionViews {

  private final Database database;
  private final Payloads payloads;
  private final InstantSource clock;

  public ExecutionViews(Database database, Payloads payloads, InstantSource clock) {
    this.database = database;
    this.payloads = payloads;
    this.clock = clock;
  }

  /**
   * @throws dev.pinwheel.model.Rejection (not found) when it is not visible from here
   */
  public ExecutionView get(Viewpoint viewpoint, ExecutionId execution) {
    throw new UnsupportedOperationException();
  }

  /** Like {@link #get}; empty when it is not visible from here. */
  public Optional<ExecutionView> find(Viewpoint viewpoint, ExecutionId execution) {
    throw new UnsupportedOperationException();
  }

  /**
   * An argument in full, however large.
   *
   * @param index from 0
   * @throws dev.pinwheel.model.Rejection (not found)
   */
  public Json loadArgument(Viewpoint viewpoint, ExecutionId execution, int index) {
    throw new UnsupportedOperationException();
  }

  /**
   * The value of the outcome in full, however large.
   *
   * @throws dev.pinwheel.model.Rejection (not found) when there is none, or it is not visible
   */
  public Json loadResult(Viewpoint viewpoint, ExecutionId execution) {
    throw new UnsupportedOperationException();
  }
}
