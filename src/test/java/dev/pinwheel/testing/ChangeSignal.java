package dev.pinwheel.testing;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Wakes tests when something happened, so that they await events instead of sleeping. Thread-safe.
 */
public final class ChangeSignal {

  private static final long PATIENCE_SECONDS = Long.getLong("pinwheel.patience", 20);

  private long count;

  /** Something happened. */
  public synchronized void happened() {
    count++;
    notifyAll();
  }

  /** Waits until the condition holds; it is asked again whenever something happened. */
  public void awaitUntil(String what, BooleanSupplier condition) {
    awaitUntil(() -> what, condition);
  }

  /** As {@link #awaitUntil(String, BooleanSupplier)}, with a text made when it is needed. */
  public void awaitUntil(Supplier<String> what, BooleanSupplier condition) {
    if (!holdsWithin(PATIENCE_SECONDS, condition)) {
      fail("Waited %d seconds in vain for %s", PATIENCE_SECONDS, what.get());
    }
  }

  /** Whether the condition becomes true within this time. */
  public boolean holdsWithin(long seconds, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      long seen = seen();
      if (condition.getAsBoolean()) {
        return true;
      }
      if (!awaitBeyond(seen, deadline)) {
        return condition.getAsBoolean();
      }
    }
  }

  private synchronized long seen() {
    return count;
  }

  private synchronized boolean awaitBeyond(long seen, long deadline) {
    while (count == seen) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
