package dev.pinwheel.studio.run.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FoundMembersTest {

  /** Step 1 called 300 rows: steps 2 to 301 with {@code row 2} to {@code row 301}. */
  private final Drawing drawing = Drawing.of(rows(300), Set.of());

  private final String wall = drawing.cards().get(1).id();

  private static RunTree rows(int count) {
    RunTreeBuilder builder = new RunTreeBuilder().done(1, "root");
    for (int number = 2; number < 2 + count; number++) {
      String arguments = "row " + number;
      builder.add(number, "parseRow", step -> step.arguments(arguments)).made(1, number);
    }
    return builder.tree();
  }

  @Test
  void theStepsOfACardAreFoundByTheirArgumentsInCallOrder() {
    assertThat(FoundMembers.of(drawing, " ROW 29 ")).containsOnlyKeys(wall);
    assertThat(FoundMembers.of(drawing, "row 29").get(wall))
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.of(29), IntStream.range(290, 300)).boxed().toList());
  }

  @Test
  void aStepIsFoundByItsNumberAndAllByTheirTarget() {
    assertThat(FoundMembers.of(drawing, "17").get(wall)).contains(17, 117, 217).doesNotContain(18);
    assertThat(FoundMembers.of(drawing, "/ parserow").get(wall)).hasSize(300);
  }

  @Test
  void cardsOfOneStepAreTheBrowsersPart() {
    assertThat(FoundMembers.of(drawing, "root")).isEmpty();
    assertThat(FoundMembers.of(drawing, "  ")).isEmpty();
    assertThat(FoundMembers.of(Drawing.of(rows(3), Set.of()), "row 3")).isEmpty();
    assertThat(FoundMembers.of(drawing, "row 999").getOrDefault(wall, List.of())).isEmpty();
  }
}
