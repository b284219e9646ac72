package dev.pinwheel.app;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that classes were recompiled, and has them taken over. Looks when it is told to. Confined
 * to one thread.
 */
final class ClassWatch {

  private static final Logger log = LoggerFactory.getLogger(ClassWatch.class);

  /** So many looks pass before a server that is away is asked again. */
  private static final int LOOKS_BETWEEN_ATTEMPTS = 10;

  private final WorkerClasses classes;
  private final Consumer<WorkerClasses.Loaded> taker;
  private String taken;
  private String seen;
  private int looksToWait;
  private boolean announced;

  /**
   * @param taken the stamp of the classes that are in use
   * @param taker takes classes over; throws IllegalStateException when the server does not take
   *     them now, anything else when they cannot be used
   */
  ClassWatch(WorkerClasses classes, String taken, Consumer<WorkerClasses.Loaded> taker) {
    this.classes = classes;
    this.taker = taker;
    this.taken = taken;
    this.seen = taken;
  }

  /** A change counts when nothing changes any more: compilers write one file after the other. */
  void look() {
    String stamp = classes.stamp();
    boolean settled = stamp.equals(seen);
    if (!settled) {
      looksToWait = 0;
      announced = false;
    }
    seen = stamp;
    if (settled && !stamp.isEmpty() && !stamp.equals(taken)) {
      takeOver(stamp);
    }
  }

  private void takeOver(String stamp) {
    if (looksToWait > 0) {
      looksToWait--;
      return;
    }
    try {
      taker.accept(classes.load());
      taken = stamp;
    } catch (IllegalStateException e) {
      if (!announced) {
        announced = true;
        log.error(
            "The recompiled classes wait, and the ones before go on, until the server takes them: {}",
            e.getMessage());
      }
      looksToWait = LOOKS_BETWEEN_ATTEMPTS;
    } catch (LinkageError e) {
      refused(stamp, "A class cannot be loaded. " + WorkerClasses.sentence(e));
    } catch (RuntimeException e) {
      refused(stamp, String.valueOf(e.getMessage()));
    }
  }

  private void refused(String stamp, String reason) {
    taken = stamp;
    log.error("The recompiled classes cannot be used; the ones before go on: {}", reason);
  }
}
