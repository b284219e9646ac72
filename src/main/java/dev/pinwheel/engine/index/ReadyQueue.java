package dev.pinwheel.engine.index;

import dev.pinwheel.engine.dispatch.TurnRule;
import dev.pinwheel.engine.dispatch.TurnRule.Due;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Due executions that no worker has, in the order in which they are dispatched ({@link TurnRule}).
 * Adding, removing and finding the next one cost the logarithm of what waits, however many
 * workspaces and targets it is spread over. Confined to the committing thread.
 *
 * @param <P> a pool: the workers that executions with the same {@link QueueKey} are given to
 */
public final class ReadyQueue<P> {

  /** Executions with the same key go to the same workers. */
  public record QueueKey(WorkspaceId workspace, String module, String target) {}

  /** What takes turns (D3). */
  public record Group(RunId rootRun, WorkspaceId workspace) {}

  /** A due execution, and where it is filed. */
  public record Entry(QueueKey key, Group group, long execution) {}

  /** What is due of a group, by key; all of it has the same turn. */
  private static final class Waiting {
    private final Map<QueueKey, TreeSet<Long>> due = new HashMap<>();
    private long turn;

    Waiting(long turn) {
      this.turn = turn;
    }
  }

  /** What is due with a key: the groups by their turns. */
  private final class Lane {
    private final QueueKey key;
    private final TreeMap<Long, Waiting> groups = new TreeMap<>();
    private P pool;
    private @Nullable Head head;

    Lane(QueueKey key) {
      this.key = key;
      this.pool = poolOf.apply(key);
    }
  }

  /** The next one of a lane. */
  private record Head(QueueKey key, Due due) {}

  private static final Comparator<Head> NEXT_FIRST =
      Comparator.comparing(Head::due, TurnRule.NEXT_FIRST);

  private final Function<QueueKey, P> poolOf;
  private final Map<Group, Waiting> groups = new HashMap<>();
  private final Map<QueueKey, Lane> lanes = new HashMap<>();
  private final Map<P, TreeSet<Head>> pools = new LinkedHashMap<>();
  private long lastTurn;

  /**
   * @param poolOf asked once for a key with something due, and again by {@link #assignPools}
   */
  public ReadyQueue(Function<QueueKey, P> poolOf) {
    this.poolOf = poolOf;
  }

  public void add(Entry entry) {
    Waiting waiting = groups.computeIfAbsent(entry.group(), added -> new Waiting(++lastTurn));
    waiting.due.computeIfAbsent(entry.key(), added -> new TreeSet<>()).add(entry.execution());
    Lane lane = lanes.computeIfAbsent(entry.key(), Lane::new);
    lane.groups.put(waiting.turn, waiting);
    file(lane);
  }

  /** It will not be dispatched: it has ended. */
  public void remove(Entry entry) {
    Waiting waiting = groups.get(entry.group());
    TreeSet<Long> due = waiting == null ? null : waiting.due.get(entry.key());
    if (waiting == null || due == null || !due.remove(entry.execution())) {
      return;
    }
    Lane lane = Objects.requireNonNull(lanes.get(entry.key()));
    if (due.isEmpty()) {
      waiting.due.remove(entry.key());
      lane.groups.remove(waiting.turn);
    }
    if (waiting.due.isEmpty()) {
      groups.remove(entry.group());
    }
    file(lane);
  }

  /** It is dispatched: its group has had its turn. */
  public void take(Entry entry) {
    remove(entry);
    Waiting waiting = groups.get(entry.group());
    if (waiting == null) {
      return;
    }
    long before = waiting.turn;
    waiting.turn = ++lastTurn;
    for (QueueKey key : waiting.due.keySet()) {
      Lane lane = Objects.requireNonNull(lanes.get(key));
      lane.groups.remove(before);
      lane.groups.put(waiting.turn, waiting);
      file(lane);
    }
  }

  /** The execution that the pool gets next; empty when nothing is due for it. */
  public @Nullable Due next(P pool) {
    TreeSet<Head> heads = pools.get(pool);
    return heads == null ? null : heads.first().due();
  }

  /** The due one as the rule sees it; null when it is not due. */
  public @Nullable Due find(Entry entry) {
    Waiting waiting = groups.get(entry.group());
    TreeSet<Long> due = waiting == null ? null : waiting.due.get(entry.key());
    return waiting == null || due == null || !due.contains(entry.execution())
        ? null
        : new Due(waiting.turn, entry.execution());
  }

  /** The pools for which something is due; a copy. */
  public List<P> pools() {
    return List.copyOf(pools.keySet());
  }

  public boolean isEmpty() {
    return lanes.isEmpty();
  }

  /** Other workers may count now: asks for the pool of every key again. */
  public void assignPools() {
    pools.clear();
    for (Lane lane : new ArrayList<>(lanes.values())) {
      lane.pool = poolOf.apply(lane.key);
      lane.head = null;
      file(lane);
    }
  }

  public void clear() {
    groups.clear();
    lanes.clear();
    pools.clear();
  }

  /** Files the lane under its present head. */
  private void file(Lane lane) {
    Map.Entry<Long, Waiting> first = lane.groups.firstEntry();
    Head head = first == null ? null : head(lane.key, first.getValue());
    if (Objects.equals(head, lane.head)) {
      return;
    }
    TreeSet<Head> heads = pools.computeIfAbsent(lane.pool, added -> new TreeSet<>(NEXT_FIRST));
    if (lane.head != null) {
      heads.remove(lane.head);
    }
    if (head != null) {
      heads.add(head);
    } else {
      lanes.remove(lane.key);
    }
    if (heads.isEmpty()) {
      pools.remove(lane.pool);
    }
    lane.head = head;
  }

  private Head head(QueueKey key, Waiting waiting) {
    return new Head(
        key, new Due(waiting.turn, Objects.requireNonNull(waiting.due.get(key)).first()));
  }
}
