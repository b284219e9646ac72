package dev.pinwheel.gateway;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Records what the code of a worker did, so that repetitions are seen; a gate can hold the code up.
 */
public final class WorkRecorder {

  final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  volatile CountDownLatch gate = new CountDownLatch(0);
  volatile CountDownLatch secondGate = new CountDownLatch(0);

  void write(String line) {
    done.add(line);
  }

  void passGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  long count(String line) {
    return done.stream().filter(line::equals).count();
  }

  void awaitLine(String line) {
    await().until(() -> done.contains(line));
  }
}
