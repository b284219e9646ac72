package dev.pinwheel.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.dispatch.TurnRule;
import dev.pinwheel.engine.dispatch.TurnRule.Due;
import dev.pinwheel.engine.index.ReadyQueue.Entry;
import dev.pinwheel.engine.index.ReadyQueue.Group;
import dev.pinwheel.engine.index.ReadyQueue.QueueKey;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index of D3 against a list that is searched from the start. */
class ReadyQueueTest {

  private static final String POOL = "pool";

  private final Map<QueueKey, String> poolOf = new HashMap<>();
  private int asked;
  private final ReadyQueue<String> ready =
      new ReadyQueue<>(key -> {
        asked++;
        return poolOf.getOrDefault(key, POOL);
      });

  /** D3: groups take turns, the oldest of each first. */
  @Test
  void groupsTakeTurns() {
    List.of(entry(1, "m", 10), entry(1, "m", 11), entry(1, "n", 9), entry(2, "m", 12))
        .forEach(ready::add);
    ready.add(entry(3, "n", 13));

    assertThat(drain()).containsExactly(9L, 12L, 13L, 10L, 11L);
  }

  /** D3: who comes back after its turn comes after those that wait. */
  @Test
  void aGroupThatComesBackIsLast() {
    ready.add(entry(1, "m", 1));
    ready.add(entry(2, "m", 2));
    ready.take(entry(1, "m", 1));
    ready.add(entry(1, "m", 3));

    assertThat(drain()).containsExactly(2L, 3L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void itFindsWhatASearchFinds(long seed) {
    Random random = new Random(seed);
    Searched searched = new Searched();
    List<Entry> waiting = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> {
          Entry added = entry(random.nextInt(6), "m" + random.nextInt(4), i);
          waiting.add(added);
          ready.add(added);
          searched.add(added);
        }
        case 4 -> {
          if (!waiting.isEmpty()) {
            Entry ended = waiting.remove(random.nextInt(waiting.size()));
            ready.remove(ended);
            searched.remove(ended);
          }
        }
        case 5 -> {
          if (random.nextInt(20) == 0) {
            poolOf.clear();
            for (QueueKey key : searched.keys()) {
              poolOf.put(key, "pool " + random.nextInt(3));
            }
            ready.assignPools();
          }
        }
        default -> {
          List<String> pools = ready.pools();
          if (!pools.isEmpty()) {
            String pool = pools.get(random.nextInt(pools.size()));
            Due next = ready.next(pool);
            Entry found =
                waiting.stream()
                    .filter(one -> next != null && one.execution() == next.execution())
                    .findFirst()
                    .orElseThrow();
            waiting.remove(found);
            ready.take(found);
            searched.take(found);
          }
        }
      }
      assertThat(Set.copyOf(ready.pools())).isEqualTo(searched.pools());
      for (String pool : ready.pools()) {
        assertThat(ready.next(pool)).isEqualTo(searched.next(pool));
      }
    }
  }

  /** The work of a dispatch does not grow with the number of queues. */
  @Test
  void workersAreAskedForOncePerQueue() {
    for (int i = 0; i < 1_000; i++) {
      ready.add(entry(i, "m" + i, 2 * i));
      ready.add(entry(i, "m" + i, 2 * i + 1));
    }

    assertThat(drain()).hasSize(2_000);
    assertThat(asked).isEqualTo(1_000);
    assertThat(ready.isEmpty()).isTrue();
  }

  private final Map<Long, Entry> entries = new HashMap<>();

  private Entry entry(int group, String module, long execution) {
    WorkspaceId workspace = new WorkspaceId(group % 2 + 1);
    Entry entry =
        new Entry(
            new QueueKey(workspace, module, "welcome"),
            new Group(new RunId(group + 1), workspace),
            execution);
    entries.put(execution, entry);
    return entry;
  }

  private List<Long> drain() {
    List<Long> taken = new ArrayList<>();
    for (Due next = ready.next(POOL); next != null; next = ready.next(POOL)) {
      taken.add(next.execution());
      ready.take(Objects.requireNonNull(entries.get(next.execution())));
    }
    return taken;
  }

  /** The same, by looking at everything. */
  private final class Searched {

    private final List<Entry> waiting = new ArrayList<>();
    private final Map<Group, Long> turns = new HashMap<>();
    private long last;

    void add(Entry entry) {
      turns.computeIfAbsent(entry.group(), added -> ++last);
      waiting.add(entry);
    }

    void remove(Entry entry) {
      waiting.remove(entry);
      if (waiting.stream().noneMatch(one -> one.group().equals(entry.group()))) {
        turns.remove(entry.group());
      }
    }

    void take(Entry entry) {
      remove(entry);
      turns.computeIfPresent(entry.group(), (group, before) -> ++last);
    }

    Set<QueueKey> keys() {
      return waiting.stream().map(Entry::key).collect(Collectors.toSet());
    }

    Set<String> pools() {
      return waiting.stream().map(this::pool).collect(Collectors.toSet());
    }

    Due next(String pool) {
      return waiting.stream()
          .filter(one -> pool(one).equals(pool))
          .map(one -> new Due(Objects.requireNonNull(turns.get(one.group())), one.execution()))
          .min(TurnRule.NEXT_FIRST)
          .orElseThrow();
    }

    private String pool(Entry entry) {
      return poolOf.getOrDefault(entry.key(), POOL);
    }
  }
}
