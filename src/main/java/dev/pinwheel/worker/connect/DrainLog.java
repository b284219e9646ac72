package dev.pinwheel.worker.connect;

import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker's log says while it drains, whether a signal, a closing application or the worker's
 * owner started it.
 */
final class DrainLog {

  private static final Logger LOGGER = LoggerFactory.getLogger(DrainLog.class);
  private static final int NAMED = 10;

  private final String worker;

  DrainLog(String worker) {
    this.worker = worker;
  }

  void begins(Collection<String> running, DrainLimit limit) {
    if (running.isEmpty()) {
      LOGGER.info("Worker {} takes nothing new, and has nothing to finish", worker);
    } else {
      LOGGER.info(
          "Worker {} takes nothing new and finishes what it has, {}: {}",
          worker,
          atMost(limit),
          executions(running));
    }
  }

  /** Somebody joins, whose limit may be over earlier. */
  void isToldAgain(DrainLimit limit) {
    LOGGER.info("Worker {} was told again to finish what it has, {}", worker, atMost(limit));
  }

  void ends(DrainEnd end) {
    switch (end) {
      case DrainEnd.Finished finished ->
          LOGGER.info("Worker {} has finished, and the server knows", worker);
      case DrainEnd.TimeOver over ->
          givesUp(over.left(), "the limit of " + over.limit() + " is over");
      case DrainEnd.Interrupted interrupted ->
          givesUp(interrupted.left(), "the thread that waited for it was interrupted");
      case DrainEnd.ConnectionOver over ->
          givesUp(over.left(), "the connection has ended: " + over.reason());
    }
  }

  private void givesUp(DrainEnd.Left left, String why) {
    String what;
    if (!left.running().isEmpty()) {
      what = "gives up " + executions(left.running());
    } else if (left.nothingComes()) {
      what = "has finished, but ends without knowing that the server has everything";
    } else {
      what =
          "has nothing running, but ends without the server's word that nothing more is on its way";
    }
    LOGGER.warn("Worker {} {}, because {}", worker, what, why);
  }

  private static String atMost(DrainLimit limit) {
    return limit.isNone() ? "however long that takes" : "for at most " + limit;
  }

  /** How many, and which: at most ten of them. */
  static String executions(Collection<String> executions) {
    int count = executions.size();
    return "%d %s (%s%s)"
        .formatted(
            count,
            count == 1 ? "execution" : "executions",
            String.join(", ", executions.stream().sorted().limit(NAMED).toList()),
            count > NAMED ? ", …" : "");
  }
}
