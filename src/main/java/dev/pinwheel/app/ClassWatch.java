package dev.pinwheel.app;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects recompiled classes and has them reloaded. Checks only when it is called. Confined to one
 * thread.
 */
final class ClassWatch {

  private static final Logger log = LoggerFactory.getLogger(ClassWatch.class);

  /** How many checks pass before an unreachable server is tried again. */
  private static final int LOOKS_BETWEEN_ATTEMPTS = 10;

  private final WorkerClasses classes;
  private final Consumer<WorkerClasses.Loaded> taker;
  private String taken;
  private String seen;
  private int looksToWait;
  private boolean announced;

  /**
   * @param taken the stamp of the classes that are in use
   * @param taker reloads classes; throws IllegalStateException when the server does not accept them
   *     now, anything else when they cannot be used
   */
  ClassWatch(WorkerClasses classes, String taken, Consumer<WorkerClasses.Loaded> taker) {
    this.classes = classes;
    this.taker = taker;
    this.taken = taken;
    this.seen = taken;
  }

  /** A change counts once the files are stable: compilers write one file after the other. */
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
            "The recompiled classes are not in use yet, because the server does not accept them now; the previous ones keep running: {}",
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
    log.error("The recompiled classes cannot be used; the previous ones keep running: {}", reason);
  }
}
