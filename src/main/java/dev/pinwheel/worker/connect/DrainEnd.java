package dev.pinwheel.worker.connect;

import java.util.List;

/** How a worker's drain ended. */
public sealed interface DrainEnd {

  /** All executions have ended, and the server has acknowledged everything. */
  record Finished() implements DrainEnd {}

  /** The shortest of the limits was exceeded before that. */
  record TimeOver(Left left, DrainLimit limit) implements DrainEnd {}

  /** A waiting thread was interrupted before that. */
  record Interrupted(Left left) implements DrainEnd {}

  /** The connection ended before that, from either side; the reason is a sentence. */
  record ConnectionOver(Left left, String reason) implements DrainEnd {}

  /**
   * What a worker leaves behind that has not finished.
   *
   * @param running the executions that are given up
   * @param nothingComes whether the server has said that nothing is assigned to the worker any
   *     more; otherwise an execution may be on its way
   */
  record Left(List<String> running, boolean nothingComes) {}
}
