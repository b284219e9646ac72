package dev.pinwheel.engine.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue of lanes that take turns: within a lane the first in is the first out, and between two
 * elements of one lane every other lane that waits has one. An element may also demand to come
 * after everything that was added before it; then all of that comes in the order in which it was
 * added. Thread-safe; for one consumer.
 *
 * @param <E> an element; distinguished by identity
 */
public final class TurnQueue<E> {

  private record Waiting<E>(long number, E element) {}

  private static final class Lane<E> {
    private final Object key;
    private final ArrayDeque<Waiting<E>> waiting = new ArrayDeque<>();

    Lane(Object key) {
      this.key = key;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What comes first, in this order, whatever the lanes have. */
  private final ArrayDeque<E> ordered = new ArrayDeque<>();

  /** Those in which something waits. */
  private final Map<Object, Lane<E>> lanes = new HashMap<>();

  /** The same in the order of their turns. */
  private final ArrayDeque<Lane<E>> turns = new ArrayDeque<>();

  private long added;
  private int size;
  private boolean closed;

  /**
   * Adds an element to the lane with this key.
   *
   * @return false when the queue is closed
   */
  public boolean add(Object key, E element) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      Lane<E> lane = lanes.get(key);
      if (lane == null) {
        lane = new Lane<>(key);
        lanes.put(key, lane);
        turns.add(lane);
      }
      lane.waiting.add(new Waiting<>(added++, element));
      grown();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds an element that comes after all that wait now and before all that are added later.
   *
   * @return false when the queue is closed
   */
  public boolean addInOrder(E element) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      List<Waiting<E>> earlier = new ArrayList<>();
      lanes.values().forEach(lane -> earlier.addAll(lane.waiting));
      earlier.sort(Comparator.comparingLong(Waiting::number));
      earlier.forEach(waiting -> ordered.add(waiting.element()));
      lanes.clear();
      turns.clear();
      ordered.add(element);
      grown();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void grown() {
    size++;
    if (size == 1) {
      changed.signal();
    }
  }

  /** Waits for the next element; null once the queue is closed and empty. */
  public @Nullable E take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size == 0 && !closed) {
        changed.await();
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  /** The next element; null when the queue is empty. */
  public @Nullable E poll() {
    lock.lock();
    try {
      return next();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable E next() {
    if (size == 0) {
      return null;
    }
    size--;
    E inOrder = ordered.poll();
    if (inOrder != null) {
      return inOrder;
    }
    Lane<E> lane = turns.remove();
    E element = lane.waiting.remove().element();
    if (lane.waiting.isEmpty()) {
      lanes.remove(lane.key);
    } else {
      turns.add(lane);
    }
    return element;
  }

  /** Removes what waits and fits the condition, which must not use the queue; answers it. */
  public List<E> removeIf(Predicate<E> condition) {
    List<E> removed = new ArrayList<>();
    Predicate<E> isRemoved = element -> condition.test(element) && removed.add(element);
    lock.lock();
    try {
      ordered.removeIf(isRemoved);
      turns.forEach(lane -> lane.waiting.removeIf(waiting -> isRemoved.test(waiting.element())));
      turns.removeIf(lane -> lane.waiting.isEmpty());
      lanes.values().removeIf(lane -> lane.waiting.isEmpty());
      size = ordered.size() + turns.stream().mapToInt(lane -> lane.waiting.size()).sum();
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** How many elements wait. */
  public int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more elements; those that wait can still be taken. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
