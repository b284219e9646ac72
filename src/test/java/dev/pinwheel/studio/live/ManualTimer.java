package dev.pinwheel.studio.live;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A timer whose time passes only in {@link #advance}. */
final class ManualTimer implements LiveUpdates.Timer {

  private record Entry(Duration due, int number, Runnable runnable) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::number));
  private Duration now = Duration.ZERO;
  private int added;

  @Override
  public void after(Duration wait, Runnable runnable) {
    entries.add(new Entry(now.plus(wait), added++, runnable));
  }

  @Override
  public void stop() {
    entries.clear();
  }

  /** Lets time pass and runs what becomes due, in its order. */
  void advance(Duration by) {
    Duration end = now.plus(by);
    for (Entry next = entries.peek();
        next != null && next.due().compareTo(end) <= 0;
        next = entries.peek()) {
      entries.remove();
      now = next.due();
      next.runnable().run();
    }
    now = end;
  }
}
