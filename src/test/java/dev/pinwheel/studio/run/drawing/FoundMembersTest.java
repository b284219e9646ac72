package dev.pinwheel.studio.run.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FoundMembersTest {

  /** Step 1 called 300 rows: steps 2 to 301 with {@code row 1002} to {@code row 1301}. */
  private final Drawing drawing = Drawing.of(rows(300), Set.of());

  private final String wall = drawing.cards().get(1).id();

  private static RunTree rows(int count) {
    RunTreeBuilder builder = new RunTreeBuilder().done(1, "root");
    for (int number = 2; number < 2 + count; number++) {
      // So that the number of a step is not part of its arguments.
      String arguments = "row " + (number + 1_000);
      builder.add(number, "parseRow", step -> step.arguments(arguments)).made(1, number);
    }
    return builder.tree();
  }

  @Test
  void theStepsOfACardAreFoundByTheirArgumentsInCallOrder() {
    assertThat(FoundMembers.of(drawing, " ROW 129 ")).containsOnlyKeys(wall);
    assertThat(FoundMembers.of(drawing, "row 129").get(wall))
        .containsExactlyElementsOf(IntStream.range(290, 300).boxed().toList());
  }

  @Test
  void aStepIsFoundByItsNumberAndAllByTheirTarget() {
    assertThat(FoundMembers.of(drawing, "7").get(wall)).contains(7, 17).doesNotContain(8);
    assertThat(FoundMembers.of(drawing, "2").get(wall)).startsWith(2);
    assertThat(FoundMembers.of(drawing, "301").get(wall)).containsExactly(301);
    assertThat(FoundMembers.of(drawing, "/ parserow").get(wall)).hasSize(300);
  }

  @Test
  void cardsOfOneStepAreTheBrowsersPart() {
    assertThat(FoundMembers.of(drawing, "root")).isEmpty();
    assertThat(FoundMembers.of(drawing, "  ")).isEmpty();
    assertThat(FoundMembers.of(Drawing.of(rows(3), Set.of()), "row 1003")).isEmpty();
    assertThat(FoundMembers.of(drawing, "row 2999").getOrDefault(wall, List.of())).isEmpty();
  }
}
