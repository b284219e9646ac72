package dev.pinwheel.studio.run.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.ComparedTree;
import dev.pinwheel.query.step.PairedTrees;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.studio.graph.GraphModel;
import dev.pinwheel.studio.graph.GraphNode;
import dev.pinwheel.studio.run.drawing.Drawing;
import dev.pinwheel.studio.run.drawing.GraphModelBuilder;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Both graphs of a comparison as one. */
class MergedTreeTest {

  private static MergedTree merged(PairedTrees trees) {
    return MergedTree.of(trees, ComparedTree.differences(trees));
  }

  private static GraphModel drawn(MergedTree merged) {
    return GraphModelBuilder.compared(
        Drawing.of(merged.tree(), Set.of()), ZoneOffset.UTC, merged.marks());
  }

  private static String node(GraphNode node) {
    return node.target() + (node.mark() == null ? "" : " " + node.mark().word());
  }

  private final PairedTrees trees =
      ComparedTree.of(1)
          .step(2, 1, "load", "a", null, "1")
          .step(3, 1, "parse", "x", null, "1")
          .step(4, 1, "send", "a", null, "sent")
          .made(1, 2)
          .made(2, 3)
          .made(1, 4)
          .with(
              ComparedTree.of(2)
                  .step(2, 1, "read", "a", null, "1")
                  .step(3, 1, "send", "a", null, "refused")
                  .made(1, 2)
                  .made(1, 3));

  @Test
  void whatIsGoneStandsUnderThePartnerOfItsCallerWithANumberOfItsOwn() {
    MergedTree merged = merged(trees);

    assertThat(merged.tree().nodes())
        .extracting(StepNode::target)
        .containsExactly("welcome", "read", "load", "parse", "send");
    assertThat(merged.tree().nodes())
        .extracting(node -> node.step().number())
        .doesNotHaveDuplicates();
    assertThat(merged.tree().calls().stream().map(MergedTreeTest::ends).toList())
        .contains(ends(merged, "welcome", "load"), ends(merged, "load", "parse"));
  }

  private static List<Integer> ends(CallEdge call) {
    return List.of(call.from().number(), call.to().number());
  }

  private static List<Integer> ends(MergedTree merged, String from, String to) {
    return List.of(number(merged, from), number(merged, to));
  }

  private static int number(MergedTree merged, String target) {
    return merged.tree().nodes().stream()
        .filter(node -> node.target().equals(target))
        .findFirst()
        .orElseThrow()
        .step()
        .number();
  }

  @Test
  void nodesAreMarkedAndNamed() {
    GraphModel graph = drawn(merged(trees));

    assertThat(graph.nodes().stream().map(MergedTreeTest::node))
        .containsExactly(
            "Start", "welcome", "read added", "load gone", "parse gone", "send changed");
    assertThat(graph.nodes().get(3).label()).isEqualTo("load, done, gone");
  }

  @Test
  void aCardIsWhatAllItsStepsAre() {
    ComparedTree before = ComparedTree.of(1);
    ComparedTree after = ComparedTree.of(2);
    for (int number = 2; number <= 13; number++) {
      after.step(number, 1, "check", "month " + number, null, "ok").made(1, number);
    }

    assertThat(drawn(merged(before.with(after))).nodes().stream().map(MergedTreeTest::node))
        .containsExactly("Start", "welcome", "check added");

    ComparedTree some = ComparedTree.of(1);
    for (int number = 2; number <= 13; number++) {
      some.step(number, 1, "check", "month " + number, null, number == 5 ? "no" : "ok")
          .made(1, number);
    }
    assertThat(drawn(merged(some.with(after))).nodes().stream().map(MergedTreeTest::node))
        .containsExactly("Start", "welcome", "check changed");
  }

  @Test
  void everyStepLeadsToTheCallForWhichItIsCompared() {
    MergedTree merged = merged(trees);

    assertThat(merged.calls().values())
        .containsExactlyInAnyOrder("0", "1.1", "-1.1", "-2.1", "1.2");
    trees
        .calls()
        .forEach(call -> assertThat(merged.calls()).containsEntry(merged.stepOf(call), call.key()));
  }
}
