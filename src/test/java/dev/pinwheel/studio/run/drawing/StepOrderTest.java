package dev.pinwheel.studio.run.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.NaturalOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepOrderTest {

  @Test
  void numbersWithinArgumentsAreSortedByTheirValue() {
    List<String> sorted =
        List.of("", "row 9", "row 10", "Row 10", "row 10 a", "row 0011", "table 1");

    assertThat(sorted.reversed().stream().sorted(NaturalOrder.COMPARATOR).toList())
        .containsExactly("", "row 9", "Row 10", "row 10", "row 10 a", "row 0011", "table 1");
    assertThat(NaturalOrder.COMPARATOR.compare("n 99999999999999999999", "n 100000000000000000000"))
        .isNegative();
    assertThat(NaturalOrder.COMPARATOR.compare("n 1", "n 01")).isNotZero();
  }

  @Test
  void anOrderIsReadFromItsWord() {
    assertThat(StepOrder.parse("-took")).map(StepOrder::word).hasValue("-took");
    assertThat(StepOrder.parse("target")).isPresent();
    assertThat(StepOrder.parse("colour")).isEmpty();
  }
}
