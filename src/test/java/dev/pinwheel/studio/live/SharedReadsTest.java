package dev.pinwheel.studio.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class SharedReadsTest {

  private final SharedReads<String, List<Integer>> shared = new SharedReads<>();
  private int reads;

  private List<Integer> read(String key, long after) {
    return shared.read(key, after, former -> new ArrayList<>(List.of(++reads)));
  }

  @Test
  void pagesThatWaitForTheSameChangeReadOnce() {
    long change = shared.now();

    List<Integer> first = read("run", change);

    assertThat(read("run", change)).isSameAs(first);
    assertThat(read("other", change)).isNotSameAs(first);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void whatWasReadBeforeTheChangeIsTooOld() {
    List<Integer> first = read("run", shared.now());

    assertThat(read("run", shared.now())).isNotSameAs(first);
  }

  /** A change during the read may be missing in it. */
  @Test
  void whatBeganToBeReadBeforeTheChangeIsTooOld() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long before = shared.now();
      Future<List<Integer>> slow =
          threads.submit(() ->
              shared.read(
                  "run",
                  before,
                  former -> {
                    begun.countDown();
                    await(changed);
                    return new ArrayList<>(List.of(0));
                  }));
      begun.await();
      long change = shared.now();
      Future<List<Integer>> next = threads.submit(() -> read("run", change));
      changed.countDown();

      assertThat(next.get()).containsExactly(1);
      assertThat(slow.get()).containsExactly(0);
      assertThat(read("run", change)).isSameAs(next.get());
    }
  }

  @Test
  void theFormerValueMayBeReturned() {
    List<Integer> first = read("run", shared.now());
    long change = shared.now();

    assertThat(shared.read("run", change, former -> former == null ? List.of() : former))
        .isSameAs(first);
    assertThat(read("run", change)).isSameAs(first);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void aFailureIsNotShared() {
    long change = shared.now();
    assertThatThrownBy(() ->
            shared.read(
                "run",
                change,
                former -> {
                  throw new IllegalStateException("The database is away");
                }))
        .hasMessage("The database is away");

    assertThat(read("run", change)).containsExactly(1);
  }

  /** Of twenty pages, the last one must not wait for twenty timeouts of a database. */
  @Test
  void whoWaitedForAReadThatFailedSharesTheFailure() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch away = new CountDownLatch(1);
    long change = shared.now();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Integer>> first =
          threads.submit(() ->
              shared.read(
                  "run",
                  change,
                  former -> {
                    begun.countDown();
                    await(away);
                    throw new IllegalStateException("The database is away");
                  }));
      begun.await();
      AtomicReference<Throwable> shown = new AtomicReference<>();
      Thread second =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  read("run", change);
                } catch (IllegalStateException failure) {
                  shown.set(failure);
                }
              });
      Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);
      away.countDown();
      second.join();

      assertThat(shown.get()).hasMessage("The database is away");
      assertThatThrownBy(first::get).hasRootCauseMessage("The database is away");
      assertThat(reads).isZero();
      assertThat(read("run", change)).containsExactly(1);
      assertThat(read("run", change)).containsExactly(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
