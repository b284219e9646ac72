package dev.pinwheel.worker;

import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker's log says while it finishes what it has: the same whether a signal, an application
 * that is closed or a caller of {@link Worker#drain(Duration)} told it to.
 */
final class DrainLog {

  /** A limit that is none: nobody waits as long. */
  static final Duration FOR_EVER = Duration.ofDays(3650);

  private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);
  private static final int NAMED = 10;

  private final String worker;
  private final Duration limit;

  DrainLog(String worker, Duration limit) {
    this.worker = worker;
    this.limit = limit;
  }

  void begins(Collection<String> running) {
    if (running.isEmpty()) {
      LOGGER.info("Worker {} takes nothing new, and has nothing to finish", worker);
    } else {
      LOGGER.info(
          "Worker {} takes nothing new and finishes what it has, {}: {}",
          worker,
          limit.equals(FOR_EVER) ? "however long that takes" : "for at most " + words(limit),
          words(running));
    }
  }

  void hasFinished() {
    LOGGER.info("Worker {} has finished, and the server knows", worker);
  }

  /** The limit is over. */
  void givesUp(Collection<String> running) {
    if (running.isEmpty()) {
      LOGGER.warn(
          "Worker {} has finished, but ends without knowing that the server has everything: it did not say so within {}",
          worker,
          words(limit));
    } else {
      LOGGER.warn(
          "Worker {} gives up what did not end within {}: {}",
          worker,
          words(limit),
          words(running));
    }
  }

  private static String words(Duration limit) {
    return limit.toMillisPart() == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  private static String words(Collection<String> executions) {
    int count = executions.size();
    return "%d %s (%s%s)"
        .formatted(
            count,
            count == 1 ? "execution" : "executions",
            String.join(", ", executions.stream().sorted().limit(NAMED).toList()),
            count > NAMED ? ", …" : "");
  }
}
