package dev.pinwheel.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.Race;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Commands of a run keep their order, and runs take turns (D3). */
class TurnQueueTest {

  private static final int SEEDS = 300;
  private static final int SENDERS = 4;
  private static final int SENT = 500;

  private final TurnQueue<String> queue = new TurnQueue<>();

  @Test
  void lanesTakeTurnsAndKeepTheirOrder() {
    add("a1", "a2", "a3", "b1", "b2", "c1");

    assertThat(drain()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
  }

  /** D3: whatever waits in other lanes. */
  @Test
  void aLaneThatHasJustBegunWaitsForOneElementOfEachOther() {
    IntStream.range(0, 10_000).forEach(i -> queue.add("big", "big" + i));
    queue.add("other", "other");
    queue.poll();

    queue.add("small", "small");

    assertThat(List.of(next(), next(), next())).contains("small");
  }

  @Test
  void anElementInOrderComesAfterAllBeforeItAndBeforeAllAfterIt() {
    add("a1", "a2", "b1");
    queue.addInOrder("first");
    add("a3", "b2", "a4");
    queue.addInOrder("second");
    add("b3");

    assertThat(drain())
        .containsExactly("a1", "a2", "b1", "first", "a3", "b2", "a4", "second", "b3");
  }

  @Test
  void removedElementsDoNotCome() {
    add("a1", "b1");
    queue.addInOrder("x");
    add("b2", "b3", "c1");

    assertThat(queue.removeIf(element -> List.of("a1", "x", "b2", "b3").contains(element)))
        .containsExactlyInAnyOrder("a1", "x", "b2", "b3");

    assertThat(queue.size()).isEqualTo(2);
    assertThat(drain()).containsExactly("b1", "c1");
    add("b4", "b5", "d1");
    assertThat(drain()).containsExactly("b4", "d1", "b5");
  }

  @Test
  void aClosedQueueTakesNothingAndGivesWhatItHas() throws InterruptedException {
    add("a1", "a2");

    queue.close();

    assertThat(queue.add("a", "a3")).isFalse();
    assertThat(queue.addInOrder("x")).isFalse();
    assertThat(queue.isClosed()).isTrue();
    assertThat(drain()).containsExactly("a1", "a2");
    assertThat(queue.take()).isNull();
  }

  @Test
  void takingWaitsForAnElementAndForTheEnd() throws Exception {
    CompletableFuture<String> taken = CompletableFuture.supplyAsync(this::take);
    queue.add("a", "a1");
    assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo("a1");

    CompletableFuture<String> end = CompletableFuture.supplyAsync(this::take);
    queue.close();
    assertThat(end.get(10, TimeUnit.SECONDS)).isNull();
  }

  /** Against a search through all that waits. */
  @Test
  void randomHistoriesAgreeWithASearch() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      TurnQueue<String> tested = new TurnQueue<>();
      List<String> waiting = new ArrayList<>();
      Map<String, Integer> laneTurn = new HashMap<>();
      int turns = 0;
      int barrier = 0;
      for (int step = 0; step < 200; step++) {
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> {
            String lane = "" + (char) ('a' + random.nextInt(4));
            String element = lane + step;
            if (waiting.stream().skip(barrier).noneMatch(one -> one.startsWith(lane))) {
              laneTurn.put(lane, turns++);
            }
            waiting.add(element);
            tested.add(lane, element);
          }
          case 4 -> {
            if (random.nextInt(5) == 0) {
              waiting.add("x" + step);
              tested.addInOrder("x" + step);
              barrier = waiting.size();
            }
          }
          default -> {
            String expected = null;
            if (barrier > 0) {
              expected = waiting.getFirst();
              barrier--;
            } else if (!waiting.isEmpty()) {
              expected =
                  waiting.stream()
                      .min(
                          Comparator.comparing(
                              one -> laneTurn.getOrDefault(one.substring(0, 1), -1)))
                      .orElseThrow();
              laneTurn.put(expected.substring(0, 1), turns++);
            }
            waiting.remove(expected);
            assertThat(tested.poll()).as("seed %d, step %d", seed, step).isEqualTo(expected);
          }
        }
        assertThat(tested.size()).isEqualTo(waiting.size());
      }
    }
  }

  /** What one sender adds to a lane comes in its order, however many send at once. */
  @Test
  void everythingComesOnceAndInTheOrderOfItsSender() throws Exception {
    CompletableFuture<List<String>> taken =
        CompletableFuture.supplyAsync(() -> {
          List<String> all = new ArrayList<>();
          for (String one = take(); one != null; one = take()) {
            all.add(one);
          }
          return all;
        });
    List<Integer> senders = IntStream.range(0, SENDERS).boxed().toList();

    Race.ofAll(
        senders,
        sender -> {
          for (int i = 0; i < SENT; i++) {
            String element = sender + ":" + i;
            if (i % 100 == 99) {
              queue.addInOrder(element);
            } else {
              queue.add(i % 2 == 0 ? "shared" : "of " + sender, element);
            }
          }
          return true;
        });
    queue.close();

    List<String> all = taken.get(10, TimeUnit.SECONDS);
    assertThat(all).hasSize(SENDERS * SENT).doesNotHaveDuplicates();
    for (int sender : senders) {
      List<Integer> own =
          all.stream()
              .filter(one -> one.startsWith(sender + ":"))
              .map(one -> Integer.parseInt(one.substring(one.indexOf(':') + 1)))
              .toList();
      assertThat(own.stream().filter(i -> i % 2 == 0)).isSorted();
      assertThat(own.stream().filter(i -> i % 2 == 1)).isSorted();
      for (int i = 99; i < SENT; i += 100) {
        assertThat(own.indexOf(i)).as("after all that its sender added before").isEqualTo(i);
      }
    }
  }

  private void add(String... elements) {
    for (String element : elements) {
      queue.add(element.substring(0, 1), element);
    }
  }

  private String next() {
    return Objects.requireNonNull(queue.poll());
  }

  private @Nullable String take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> drain() {
    List<String> all = new ArrayList<>();
    for (String one = queue.poll(); one != null; one = queue.poll()) {
      all.add(one);
    }
    return all;
  }
}
