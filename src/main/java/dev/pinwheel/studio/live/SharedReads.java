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

    /** When the last read began. */
    long begun;

    WeakReference<@Nullable V> value = new WeakReference<>(null);

    /** Of the last read; null when it succeeded. */
    @Nullable RuntimeException failure;

    /** When the last read failed. */
    long failed;

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
   * reads the same. Who waited for a read that failed shares the failure, instead of waiting as
   * long for its own.
   *
   * @param read gets what was read before, if it is still there: to be returned when it is the same
   */
  public V read(K key, long after, Function<@Nullable V, V> read) {
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      slots.values().removeIf(Slot::isForgotten);
      slot = slots.computeIfAbsent(key, absent -> new Slot<>());
    }
    long asked = now();
    slot.lock.lock();
    try {
      if (slot.failure != null && slot.failed > asked && slot.begun > after) {
        throw slot.failure;
      }
      V former = slot.value.get();
      if (former != null && slot.failure == null && slot.begun > after) {
        return former;
      }
      slot.begun = now();
      V value = readNow(slot, read, former);
      slot.value = new WeakReference<>(value);
      return value;
    } finally {
      slot.lock.unlock();
    }
  }

  private V readNow(Slot<V> slot, Function<@Nullable V, V> read, @Nullable V former) {
    try {
      slot.failure = null;
      return read.apply(former);
    } catch (RuntimeException failure) {
      slot.failure = failure;
      slot.failed = now();
      throw failure;
    }
  }
}
