package dev.pinwheel.studio.run.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.studio.graph.GraphNode;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps in a row, each called by the one before. */
final class ChainFoldingTest {

  @Test
  void aLongRowIsOneCardBetweenItsFirstAndItsLastStep() {
    List<Card> cards = Drawing.of(chain(200), Set.of()).cards();

    assertThat(cards).extracting(Card::id).containsExactly("1", "2", "chain-2", "201", "202");
    assertThat(cards.get(2).members()).hasSize(198);
    assertThat(cards.get(3).parent()).isEqualTo("chain-2");
    assertThat(CardLabels.label(cards.get(2))).startsWith("link, 198 steps in a row, 198 done");
  }

  @Test
  void linesLeadThroughTheCard() {
    assertThat(Drawing.of(chain(200), Set.of()).lines())
        .extracting(line -> line.from() + ">" + line.to())
        .containsExactly("1>2", "2>chain-2", "chain-2>201", "201>202");
  }

  @Test
  void itIsDrawnAsARowOfSteps() {
    GraphNode card =
        GraphModelBuilder.of(
                Drawing.of(chain(200), Set.of()), ZoneOffset.UTC, WallOrders.CALL_ORDER)
            .nodes()
            .get(3);

    assertThat(card.kind()).isEqualTo(GraphNode.Kind.CHAIN);
    assertThat(card.count()).isEqualTo(198);
  }

  @Test
  void aShortRowAndAnUnfoldedOneAreDrawnStepByStep() {
    assertThat(Drawing.of(chain(20), Set.of()).cards()).noneMatch(Card::collapsed).hasSize(22);
    assertThat(Drawing.of(chain(200), Set.of("chain-2")).cards())
        .noneMatch(Card::collapsed)
        .hasSize(202);
  }

  @Test
  void aStepThatAlsoReusesSomethingIsInTheRow() {
    RunTreeBuilder builder = links(200);
    for (int step = 2; step < 199; step++) {
      builder.reused(step, step + 2);
    }

    assertThat(Drawing.of(builder.tree(), Set.of()).cards()).hasSize(5);
  }

  private static RunTree chain(int links) {
    return links(links).tree();
  }

  /** Step 1, a row of so many steps that each called the next one, and what the last one called. */
  private static RunTreeBuilder links(int links) {
    RunTreeBuilder builder = new RunTreeBuilder().done(1, "root");
    for (int step = 2; step <= links + 2; step++) {
      builder.done(step, "link").made(step - 1, step);
    }
    return builder;
  }
}
