package dev.pinwheel.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;

/**
 * The numbers of the last commits of a writer, ascending, to say how many of them a database has
 * lost. Thread-safe.
 */
final class CommitHistory {

  private static final int SIZE = 1 << 16;

  private final Deque<Long> numbers = new ArrayDeque<>();

  synchronized void add(long number) {
    if (numbers.size() == SIZE) {
      numbers.removeFirst();
    }
    numbers.addLast(number);
  }

  /** 0 when there is none. */
  synchronized long last() {
    return numbers.isEmpty() ? 0 : numbers.getLast();
  }

  /** How many followed the last one that is among these; all that are known when none is. */
  synchronized int countAfter(Collection<Long> present) {
    int count = 0;
    for (Iterator<Long> newest = numbers.descendingIterator(); newest.hasNext(); count++) {
      if (present.contains(newest.next())) {
        break;
      }
    }
    return count;
  }
}
