package dev.pinwheel.bench;

import java.util.concurrent.Semaphore;

/** Counts workflows that came to their last line. Thread-safe. */
public final class Finished {

  private final Semaphore runs = new Semaphore(0);

  void one() {
    runs.release();
  }

  void await(int count) throws InterruptedException {
    runs.acquire(count);
  }
}
