package dev.pinwheel.studio.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.event.EventBus;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many pages read at the same time, on real threads. */
class ReadTurnsTest {

  private static final int PAGES = 20;

  private final EventBus events =
      new EventBus(e -> {
        throw e;
      });
  private final LiveUpdates updates = new LiveUpdates(events, InstantSource.system());
  private final AtomicInteger reading = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(PAGES);
  private final Semaphore gate = new Semaphore(0);

  @AfterEach
  void close() {
    gate.release(PAGES);
    updates.close();
  }

  private int read() {
    most.accumulateAndGet(reading.incrementAndGet(), Math::max);
    gate.acquireUninterruptibly();
    reading.decrementAndGet();
    ended.countDown();
    return 0;
  }

  private static PageStub page() {
    return new PageStub();
  }

  @Test
  void changesAreReadByTwoPagesAtATimeAndNobodyWhoWaitsHasToWaitForThem() throws Exception {
    for (int i = 0; i < PAGES; i++) {
      updates.readInTurn(page(), this::read, value -> {}, failure -> {});
    }
    await().until(() -> reading.get() == 2);
    CountDownLatch opened = new CountDownLatch(1);
    updates.read(
        page(),
        () -> {
          opened.countDown();
          return 0;
        },
        value -> {},
        failure -> {});
    opened.await();

    gate.release(PAGES);
    ended.await();

    assertThat(most).hasValue(2);
  }

  @Test
  void aReadThatFailsPassesItsTurnOn() throws Exception {
    for (int i = 0; i < 3; i++) {
      updates.readInTurn(
          page(),
          () -> {
            throw new IllegalStateException("broken");
          },
          value -> {},
          failure -> {});
    }
    gate.release();
    updates.readInTurn(page(), this::read, value -> {}, failure -> {});

    await().until(() -> ended.getCount() == PAGES - 1);
  }
}
