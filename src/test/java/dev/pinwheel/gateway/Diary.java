package dev.pinwheel.gateway;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** What the code of a worker did, so that repetitions are seen; and a gate that holds it up. */
public final class Diary {

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
