package dev.pinwheel.studio.live;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads that open pages share: a page that waits for a change takes what another page began to read
 * after that change. A value is kept as long as somebody else holds it. Thread-safe.
 *
 * @param <K> what is read, from where
 * @param <V> what was read; immutable
 */
public final class SharedReads<K, V> {

  private final AtomicLong moments = new AtomicLong();
  private final Map<K, Slot<V>> slots = new ConcurrentHashMap<>();

  private static final class Slot<V> {

    final ReentrantLock lock = new ReentrantLock();

    /** When the read of the value began. */
    long begun;

    WeakReference<@Nullable V> value = new WeakReference<>(null);

    boolean isForgotten() {
      return value.get() == null;
    }
  }

  /** The present moment: later than all earlier ones. Not a time. */
  public long now() {
    return moments.incrementAndGet();
  }

  /**
   * What was read after a moment, by whomever; otherwise it is read now. Blocks while another page
   * reads the same.
   *
   * @param read gets what was read before, if it is still there: to be returned when it is the same
   */
  public V read(K key, long after, Function<@Nullable V, V> read) {
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      slots.values().removeIf(Slot::isForgotten);
      slot = slots.computeIfAbsent(key, absent -> new Slot<>());
    }
    slot.lock.lock();
    try {
      V former = slot.value.get();
      if (former != null && slot.begun > after) {
        return former;
      }
      long begun = now();
      V value = read.apply(former);
      slot.value = new WeakReference<>(value);
      slot.begun = begun;
      return value;
    } finally {
      slot.lock.unlock();
    }
  }

  /** How many are kept, or were until recently. */
  int size() {
    return slots.size();
  }
}
