package dev.pinwheel.query.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ids in a form that is cheap to ask for: where they lie close together, a range that is read from
 * end to end, with a few rows too many; else one by one.
 *
 * @param ranges each of many ids
 * @param single what is in no range
 */
record IdRanges(List<Range> ranges, List<Long> single) {

  /** Reading so many rows too many costs about as much as finding one by its key. */
  private static final long CLOSE = 8;

  private static final int MANY = 100;

  /** Both ends belong to it. */
  record Range(long from, long to) {}

  /** An id that is named several times counts once. */
  static IdRanges of(long[] ids) {
    long[] sorted = ids.clone();
    Arrays.sort(sorted);
    int size = distinct(sorted);
    List<Range> ranges = new ArrayList<>();
    List<Long> single = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= size; i++) {
      if (i == size || sorted[i] - sorted[i - 1] > CLOSE) {
        if (i - from >= MANY) {
          ranges.add(new Range(sorted[from], sorted[i - 1]));
        } else {
          Arrays.stream(sorted, from, i).forEach(single::add);
        }
        from = i;
      }
    }
    return new IdRanges(ranges, single);
  }

  /** Moves each id to the front once; answers how many these are. */
  private static int distinct(long[] sorted) {
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[size++] = sorted[i];
      }
    }
    return size;
  }
}
