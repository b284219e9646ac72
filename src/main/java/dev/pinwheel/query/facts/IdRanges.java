package dev.pinwheel.query.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ids grouped for cheap lookups. Ids that are close together become a range to scan, at the cost of
 * some unneeded rows; the others are looked up one by one.
 *
 * @param ranges each of many ids
 * @param single the ids in no range
 */
record IdRanges(List<Range> ranges, List<Long> single) {

  /** Scanning this many unneeded rows costs about as much as one lookup by key. */
  private static final long CLOSE = 8;

  private static final int MANY = 100;

  /** Both ends belong to it. */
  record Range(long from, long to) {}

  /** Duplicates are ignored. */
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

  /** Compacts distinct ids to the front; returns how many there are. */
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
