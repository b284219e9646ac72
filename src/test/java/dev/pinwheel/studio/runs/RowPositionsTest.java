package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RowPositionsTest {

  private final RowPositions positions = new RowPositions();

  @Test
  void aRangeGoesDownOrUp() {
    positions.remember(0, runs(1, 10));

    assertThat(positions.between(new RunId(3), new RunId(6)))
        .contains(new RowPositions.Span(2, 4, false));
    RowPositions.Span up = positions.between(new RunId(6), new RunId(3)).orElseThrow();
    assertThat(up).isEqualTo(new RowPositions.Span(2, 4, true));
    assertThat(positions.list(up)).contains(runs(3, 6));
    assertThat(positions.between(new RunId(3), new RunId(3)))
        .contains(new RowPositions.Span(2, 1, false));
  }

  @Test
  void aLongRangeIsCutAtItsFarEnd() {
    assertThat(new RowPositions.Span(20, 300, false).atMost(101))
        .isEqualTo(new RowPositions.Span(20, 101, false));
    assertThat(new RowPositions.Span(20, 300, true).atMost(101))
        .isEqualTo(new RowPositions.Span(219, 101, true));
    assertThat(new RowPositions.Span(20, 3, true).atMost(101))
        .isEqualTo(new RowPositions.Span(20, 3, true));
  }

  @Test
  void whatWasNeverReadIsNotGuessed() {
    positions.remember(0, runs(1, 10));
    positions.remember(50, runs(51, 60));

    RowPositions.Span span = positions.between(new RunId(9), new RunId(52)).orElseThrow();
    assertThat(span).isEqualTo(new RowPositions.Span(8, 44, false));
    assertThat(positions.list(span)).isEmpty();
    assertThat(positions.between(new RunId(9), new RunId(30))).isEmpty();
  }

  @Test
  void aRowThatMovedIsWhereItWasReadLast() {
    positions.remember(0, runs(1, 3));
    positions.remember(0, List.of(new RunId(9)));

    assertThat(positions.between(new RunId(1), new RunId(2))).isEmpty();
    assertThat(positions.between(new RunId(9), new RunId(2)))
        .contains(new RowPositions.Span(0, 2, false));
    positions.clear();
    assertThat(positions.between(new RunId(9), new RunId(2))).isEmpty();
  }

  private static List<RunId> runs(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(RunId::new).toList();
  }
}
