package dev.pinwheel.worker.connect;

import java.util.List;

/** How a worker's drain ended. */
public sealed interface DrainEnd {

  /** Everything here has ended, and the server knows. */
  record Finished() implements DrainEnd {}

  /** The limit of one of those who told the worker to drain was over before. */
  record TimeOver(Left left, DrainLimit limit) implements DrainEnd {}

  /** A thread that waited for it was interrupted before. */
  record Interrupted(Left left) implements DrainEnd {}

  /** The connection ended before, from whichever side; the reason is a sentence. */
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
