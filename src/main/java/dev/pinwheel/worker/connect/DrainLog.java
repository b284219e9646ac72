package dev.pinwheel.worker.connect;

import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a drain, whether a signal, a closing application or the worker's owner started it. */
final class DrainLog {

  private static final Logger LOGGER = LoggerFactory.getLogger(DrainLog.class);
  private static final int NAMED = 10;

  private final String worker;

  DrainLog(String worker) {
    this.worker = worker;
  }

  void begins(Collection<String> running, DrainLimit limit) {
    if (running.isEmpty()) {
      LOGGER.info("Worker {} is draining. No execution is running", worker);
    } else {
      LOGGER.info(
          "Worker {} is draining, {}. Still running: {}",
          worker,
          atMost(limit),
          executions(running));
    }
  }

  /** Another caller joins, whose limit may be shorter. */
  void isToldAgain(DrainLimit limit) {
    LOGGER.info("Worker {} was asked again to drain, {}", worker, atMost(limit));
  }

  void ends(DrainEnd end) {
    switch (end) {
      case DrainEnd.Finished finished ->
          LOGGER.info("Worker {} has drained. The server has acknowledged everything", worker);
      case DrainEnd.TimeOver over ->
          givesUp(over.left(), "the time limit of " + over.limit() + " was exceeded");
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
      what = "ends although the server has not acknowledged all messages";
    } else {
      what = "ends although the server has not confirmed that no execution is on its way";
    }
    LOGGER.warn("Worker {} {}, because {}", worker, what, why);
  }

  private static String atMost(DrainLimit limit) {
    return limit.isNone() ? "without a time limit" : "for at most " + limit;
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
