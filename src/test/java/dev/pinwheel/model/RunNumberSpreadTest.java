package dev.pinwheel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How numbers of runs become ids, with and without a secret. */
class RunNumberSpreadTest {

  private static final byte[] SECRET = "sixteen bytes of".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OTHER = "sixteen others !".getBytes(StandardCharsets.US_ASCII);

  @AfterEach
  void asBefore() {
    RunId.spreadBy(RunNumberSpread.FIXED);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 25, 30, 35, 60})
  void isUndone(int bits) {
    SplittableRandom random = new SplittableRandom(bits);
    for (RunNumberSpread spread :
        new RunNumberSpread[] {RunNumberSpread.FIXED, RunNumberSpread.secret(SECRET)}) {
      for (int i = 0; i < 10_000; i++) {
        long number = random.nextLong() & RunId.mask(bits);
        long id = spread.spread(number, bits);
        assertThat(id).isBetween(0L, RunId.mask(bits));
        assertThat(spread.gather(id, bits)).isEqualTo(number);
      }
    }
  }

  @Test
  void isAPermutation() {
    RunNumberSpread spread = RunNumberSpread.secret(SECRET);
    Set<Long> ids = new HashSet<>();
    for (long number = 0; number < 1 << 20; number++) {
      ids.add(spread.spread(number, 20));
    }
    assertThat(ids).hasSize(1 << 20);
  }

  /** Neither the id of a run nor the distance of two tells how many runs there are (A3). */
  @Test
  void neighboursHaveNothingInCommon() {
    RunNumberSpread spread = RunNumberSpread.secret(SECRET);
    Set<Long> distances = new HashSet<>();
    int changedBits = 0;
    for (long number = 1; number <= 10_000; number++) {
      long id = spread.spread(number, 20);
      long next = spread.spread(number + 1, 20);
      distances.add(next - id);
      changedBits += Long.bitCount(id ^ next);
    }
    assertThat(distances).as("of the fixed one there are two").hasSizeGreaterThan(9_500);
    assertThat(changedBits / 10_000.0).isBetween(9.5, 10.5);
  }

  @Test
  void idsAreReadAndWrittenByTheSecretOfTheInstallation() {
    String fixed = new RunId(1).toString();
    RunId.spreadBy(RunNumberSpread.secret(SECRET));
    String own = new RunId(1).toString();
    RunId.spreadBy(RunNumberSpread.secret(OTHER));
    String other = new RunId(1).toString();

    assertThat(Set.of(fixed, own, other)).hasSize(3).allMatch(id -> id.length() == 5);
    for (long number : new long[] {1, 2, 1_048_575, 1_048_576, 100_000_001, 5_000_000_000L}) {
      RunId run = new RunId(number);
      assertThat(RunId.parse(run.toString())).hasValue(run);
    }
    assertThat(RunId.parse(own).map(RunId::number)).isNotEqualTo(Optional.of(1L));
  }
}
