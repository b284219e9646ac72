package dev.pinwheel.query.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.facts.IdRanges.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which ids are read as a range, and which one by one. */
class IdRangesTest {

  private static final long FIRST = 1_000;

  private static long[] ids(LongStream... parts) {
    return Arrays.stream(parts).flatMapToLong(part -> part).toArray();
  }

  /** So many ids, each this much behind the one before. */
  private static LongStream every(long distance, long from, int count) {
    return LongStream.iterate(from, id -> id + distance).limit(count);
  }

  private static List<Long> listed(LongStream ids) {
    return ids.boxed().toList();
  }

  @Test
  void noIdsAskForNothing() {
    assertThat(IdRanges.of(new long[0])).isEqualTo(new IdRanges(List.of(), List.of()));
  }

  @Test
  void oneIdIsAskedForByItself() {
    assertThat(IdRanges.of(new long[] {7})).isEqualTo(new IdRanges(List.of(), List.of(7L)));
  }

  @Test
  void hundredNeighboursAreARangeWithBothEnds() {
    assertThat(IdRanges.of(ids(every(1, FIRST, 100))))
        .isEqualTo(new IdRanges(List.of(new Range(FIRST, FIRST + 99)), List.of()));
  }

  @Test
  void fewerThanHundredAreNot() {
    assertThat(IdRanges.of(ids(every(1, FIRST, 99))))
        .isEqualTo(new IdRanges(List.of(), listed(every(1, FIRST, 99))));
  }

  @Test
  void gapsOfEightAreReadOverAndGapsOfNineAreNot() {
    assertThat(IdRanges.of(ids(every(8, FIRST, 100))).ranges())
        .containsExactly(new Range(FIRST, FIRST + 99 * 8));
    assertThat(IdRanges.of(ids(every(9, FIRST, 100))))
        .isEqualTo(new IdRanges(List.of(), listed(every(9, FIRST, 100))));
  }

  @Test
  void aLongGapPartsTwoRangesAndWhatStandsAloneIsListed() {
    long second = FIRST + 199 + 9;

    IdRanges ids =
        IdRanges.of(ids(every(1, FIRST, 200), every(1, second, 150), LongStream.of(5, 9_999)));

    assertThat(ids)
        .isEqualTo(
            new IdRanges(
                List.of(new Range(FIRST, FIRST + 199), new Range(second, second + 149)),
                List.of(5L, 9_999L)));
  }

  @Test
  void theirOrderDoesNotMatterAndIsLeftAlone() {
    long[] falling = ids(every(-1, FIRST, 100), LongStream.of(1));
    long[] before = falling.clone();

    assertThat(IdRanges.of(falling))
        .isEqualTo(new IdRanges(List.of(new Range(FIRST - 99, FIRST)), List.of(1L)));
    assertThat(falling).isEqualTo(before);
  }

  @Test
  void anIdThatIsNamedTwiceIsAskedForOnce() {
    assertThat(IdRanges.of(new long[] {7, 3, 7, 3, 7}))
        .isEqualTo(new IdRanges(List.of(), List.of(3L, 7L)));
    assertThat(IdRanges.of(ids(every(0, FIRST, 100), every(1, FIRST, 99))))
        .as("99 ids are few, however often they are named")
        .isEqualTo(new IdRanges(List.of(), listed(every(1, FIRST, 99))));
  }

  @Test
  void theLargestIdsAreIdsLikeOthers() {
    long largest = Long.MAX_VALUE;

    assertThat(IdRanges.of(ids(every(1, largest - 99, 100), LongStream.of(1))))
        .isEqualTo(new IdRanges(List.of(new Range(largest - 99, largest)), List.of(1L)));
  }

  @Test
  void aMillionNeighboursAreOneRange() {
    assertThat(IdRanges.of(ids(every(2, FIRST, 1_000_000))))
        .isEqualTo(new IdRanges(List.of(new Range(FIRST, FIRST + 1_999_998)), List.of()));
  }

  @Test
  void everyIdIsAskedForInOnePlaceAndFewRowsTooMany() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      long[] ids = random.longs(2_000, 1, 4_000L + round * 200L).toArray();

      IdRanges asked = IdRanges.of(ids);

      for (long id : ids) {
        long places =
            asked.ranges().stream().filter(range -> range.from() <= id && id <= range.to()).count()
                + asked.single().stream().filter(single -> single == id).count();
        assertThat(places).as("places of %d in round %d", id, round).isEqualTo(1);
      }
      long distinct = Arrays.stream(ids).distinct().count();
      long read =
          asked.ranges().stream().mapToLong(range -> range.to() - range.from() + 1).sum()
              + asked.single().size();
      assertThat(read).isLessThanOrEqualTo(8 * distinct);
    }
  }
}
