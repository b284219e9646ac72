package dev.pinwheel.testing;

import java.util.concurrent.CountDownLatch;

/** Waits without checked exceptions, for lambdas. */
public final class Latches {

  private Latches() {}

  /** Waits for the latch; an interrupt is a failure of the test. */
  public static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
