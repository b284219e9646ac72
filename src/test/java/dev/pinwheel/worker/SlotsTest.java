package dev.pinwheel.worker;

import static dev.pinwheel.sdk.Pinwheel.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** D2: the bound counts what computes, and what goes on comes before what begins. */
@Timeout(60)
class SlotsTest {

  static final AtomicInteger COMPUTING = new AtomicInteger();
  static final AtomicInteger MOST = new AtomicInteger();
  static final List<String> ORDER = new CopyOnWriteArrayList<>();
  static volatile CountDownLatch release = new CountDownLatch(1);

  static void compute() {
    MOST.accumulateAndGet(COMPUTING.incrementAndGet(), Math::max);
    long sum = 0;
    for (int i = 0; i < 20_000; i++) {
      sum += Integer.toString(i).hashCode();
    }
    assertThat(sum).isNotZero();
    Thread.yield();
    COMPUTING.decrementAndGet();
  }

  @Module("nest")
  static class Nest {

    @Workflow
    int down(int depth) {
      compute();
      int below = depth == 0 ? 0 : down(depth - 1);
      compute();
      return below + 1;
    }

    @Workflow
    int wide(int width) {
      List<Execution<Integer>> handles = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        handles.add(submit(() -> down(2)));
      }
      return handles.stream().mapToInt(Execution::result).sum();
    }

    @Workflow
    void parent() {
      child();
      ORDER.add("parent goes on");
    }

    @Task
    void child() {}

    @Workflow
    void blocker() throws InterruptedException {
      release.await();
      ORDER.add("blocker");
    }

    @Workflow
    void late() {
      ORDER.add("late begins");
    }
  }

  private static Worker worker(FakeServer server, int concurrency) {
    MOST.set(0);
    ORDER.clear();
    return Worker.builder().concurrency(concurrency).module(Nest.class).connector(server).start();
  }

  @Test
  void twoHundredNestedWorkflowsFinishOnFourSlots_D2_Scenario21() {
    try (FakeServer server = new FakeServer();
        Worker worker = worker(server, 4)) {
      assertThat(server.run("nest:down", "199").value()).isEqualTo("200");
      assertThat(worker.session()).isEqualTo("session-1");
    }
  }

  @Test
  void noMoreThanTheBoundComputeAtOnce_D2() {
    try (FakeServer server = new FakeServer();
        Worker worker = worker(server, 3)) {
      assertThat(server.run("nest:wide", "100").value()).isEqualTo("300");

      assertThat(MOST.get()).isBetween(1, 3);
      assertThat(worker.name()).isEqualTo("worker");
    }
  }

  @Test
  void whatGoesOnComesBeforeWhatBegins_D2() throws Exception {
    Slots slots = new Slots(1);
    List<String> order = new CopyOnWriteArrayList<>();
    slots.acquireToBegin();
    Thread begins = queued(() -> slots.acquireToBegin(), "begins", slots, order);
    Thread goesOn = queued(() -> slots.acquireToResume(), "goes on", slots, order);
    Thread goesOnLater = queued(() -> slots.acquireToResume(), "goes on later", slots, order);

    slots.release();

    begins.join();
    goesOn.join();
    goesOnLater.join();
    assertThat(order).containsExactly("goes on", "goes on later", "begins");
  }

  private interface Acquire {
    void run() throws InterruptedException;
  }

  private static Thread queued(Acquire acquire, String name, Slots slots, List<String> order)
      throws InterruptedException {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                acquire.run();
                order.add(name);
                slots.release();
              } catch (InterruptedException e) {
                order.add(name + " was interrupted");
              }
            });
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void interruptedWaiterTakesNoSlotAlong() throws Exception {
    Slots slots = new Slots(1);
    List<String> order = new CopyOnWriteArrayList<>();
    slots.acquireToBegin();
    Thread gone = queued(() -> slots.acquireToBegin(), "gone", slots, order);
    Thread stays = queued(() -> slots.acquireToBegin(), "stays", slots, order);

    gone.interrupt();
    gone.join();
    slots.release();
    stays.join();

    assertThat(order).containsExactly("gone was interrupted", "stays");
    slots.acquireToBegin();
  }

  @Test
  void threadLeftBehindByAnEndedExecutionTakesNoSlot_D2() throws Exception {
    Slots slots = new Slots(1);
    SlotHolder ended = new SlotHolder(slots);
    ended.begin();
    ended.giveBack();
    ended.end();

    ended.takeAgain();

    SlotHolder next = new SlotHolder(slots);
    next.begin();
  }

  @Test
  void waitingExecutionsLeaveTheirSlotToOthers_D2() throws Exception {
    release = new CountDownLatch(1);
    try (FakeServer server = new FakeServer();
        Worker worker = worker(server, 1)) {
      CompletableFuture<WireOutcome> blocker = server.submit("nest:blocker");
      CompletableFuture<WireOutcome> parent = server.submit("nest:parent");
      release.countDown();

      assertThat(parent.get(20, TimeUnit.SECONDS).kind()).isEqualTo("value");
      assertThat(blocker.get(20, TimeUnit.SECONDS).kind()).isEqualTo("value");
      assertThat(ORDER).containsExactly("blocker", "parent goes on");
      assertThat(worker.codeVersion()).matches("[0-9a-f]{12}");
    }
  }
}
