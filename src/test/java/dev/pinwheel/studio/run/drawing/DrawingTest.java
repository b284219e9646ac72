package dev.pinwheel.studio.run.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.graph.GraphEdge;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DrawingTest {

  @Test
  void everyStepOfASmallRunHasItsCard() {
    Drawing drawing = Drawing.of(welcome().tree(), Set.of());

    assertThat(drawing.cards()).extracting(Card::id).containsExactly("1", "2", "3", "4");
    assertThat(drawing.cards()).noneMatch(Card::collapsed);
  }

  @Test
  void aCallThatWasWaitedForIsOneSolidLineAndAReusedOneIsAThread() {
    Drawing drawing = Drawing.of(welcome().tree(), Set.of());

    assertThat(drawing.lines())
        .containsExactly(
            GraphEdge.between("1", "2", GraphEdge.Kind.DEPENDENCY, ""),
            GraphEdge.between("1", "4", GraphEdge.Kind.CALL, ""),
            GraphEdge.between("2", "3", GraphEdge.Kind.CALL, ""),
            GraphEdge.between("4", "3", GraphEdge.Kind.REUSE, ""));
  }

  @Test
  void whatAStepWasHandedStandsLeftOfIt() {
    RunTree tree =
        new RunTreeBuilder()
            .done(1, "root")
            .done(2, "load")
            .done(3, "parse")
            .made(1, 2)
            .made(1, 3)
            .waited(3, 2)
            .tree();

    assertThat(Drawing.of(tree, Set.of()).lines()).contains(GraphEdge.handedOn("2", "3"));
  }

  @Test
  void aLineSaysFromWhereAndWhichAttemptWhenTheyAreNotWhatIsDrawn() {
    RunTree tree =
        new RunTreeBuilder()
            .done(1, "root")
            .add(2, "fetchUser", step -> step.attempts(1, 2))
            .call(1, 2, CallKind.REUSED, new WorkspaceName("production"), true)
            .tree();
    Drawing drawing = Drawing.of(tree, Set.of());

    assertThat(drawing.lines())
        .containsExactly(GraphEdge.between("1", "2", GraphEdge.Kind.REUSE, "used #1\nproduction"));
    assertThat(drawing.usedAttemptOf(RunTreeBuilder.step(1))).hasValue(1);
  }

  @Test
  void manySiblingsOfOneTargetAreOneCardAndSoIsWhatTheyCall() {
    Drawing drawing = Drawing.of(wide(500), Set.of());

    assertThat(drawing.cards()).hasSize(3);
    assertThat(drawing.cards().get(1).members()).hasSize(500);
    assertThat(drawing.cards().get(2).title()).isEqualTo("normalise");
    assertThat(drawing.cards().get(2).members()).hasSize(500);
    assertThat(drawing.lines()).hasSize(2);
  }

  @Test
  void soManySiblingsAreCellsOfAWall() {
    assertThat(Drawing.of(wide(200), Set.of()).cards().get(1).kind()).isEqualTo(Card.Kind.STACK);
    assertThat(Drawing.of(wide(201), Set.of()).cards().get(1).kind()).isEqualTo(Card.Kind.WALL);
    assertThat(Drawing.of(group(201), Set.of()).cards().get(1).kind()).isEqualTo(Card.Kind.STACK);
  }

  @Test
  void theFirstTenFailedSiblingsStandBesideTheOthers() {
    Drawing drawing = Drawing.of(failing(300, 12), Set.of());

    assertThat(drawing.cards().get(1).kind()).isEqualTo(Card.Kind.WALL);
    assertThat(drawing.cards().get(1).members()).hasSize(290);
    assertThat(drawing.cards().get(1).members())
        .filteredOn(member -> member.state().isFailure())
        .hasSize(2);
    assertThat(drawing.cards().subList(2, 12))
        .allMatch(card -> card.first().state() == State.FAILED)
        .noneMatch(Card::collapsed);
  }

  @Test
  void aFailedSiblingOfAStackStandsBesideItWithWhatItCalled() {
    RunTreeBuilder builder = new RunTreeBuilder().done(1, "root");
    for (int number = 2; number < 22; number++) {
      builder.done(number, "parseRow").made(1, number);
    }
    builder
        .add(22, "parseRow", step -> step.failed("IOException"))
        .made(1, 22)
        .done(23, "normalise")
        .made(22, 23);

    List<Card> cards = Drawing.of(builder.tree(), Set.of()).cards();

    assertThat(cards).extracting(Card::id).containsExactly("1", "many-2", "22", "23");
    assertThat(cards.getLast().parent()).isEqualTo("22");
  }

  @Test
  void everyStepIsOnExactlyOneCard() {
    RunTree tree = wide(40);
    List<Integer> drawn =
        Drawing.of(tree, Set.of()).cards().stream()
            .flatMap(card -> card.members().stream())
            .map(node -> node.step().number())
            .sorted()
            .toList();

    assertThat(drawn)
        .isEqualTo(tree.nodes().stream().map(n -> n.step().number()).sorted().toList());
  }

  @Test
  void aCardCanBeDrawnOneByOne() {
    Drawing collapsed = Drawing.of(wide(20), Set.of());
    String id = collapsed.cards().get(1).id();

    Drawing apart = Drawing.of(wide(20), Set.of(id));

    assertThat(apart.cards()).noneMatch(Card::collapsed).hasSize(41);
    assertThat(collapsed.unfolded()).isEmpty();
    assertThat(apart.unfolded()).containsExactly(new Drawing.Unfolded(id, "parseRow", 20));
  }

  @Test
  void theCardOfManyStaysTheSameWhileMoreAreCalled() {
    String twenty = Drawing.of(wide(20), Set.of()).cards().get(1).id();
    String thirty = Drawing.of(wide(30), Set.of()).cards().get(1).id();

    assertThat(twenty).isEqualTo(thirty);
  }

  @Test
  void aLargeGroupIsOneCardNamedAfterItAndASmallOneIsNot() {
    assertThat(Drawing.of(group(14), Set.of()).cards())
        .hasSize(2)
        .last()
        .matches(Card::collapsed)
        .returns("rows", Card::title);
    assertThat(Drawing.of(group(4), Set.of()).cards())
        .hasSize(5)
        .last()
        .returns("rows", Card::group);
  }

  @Test
  void aGroupCanBeDrawnTheOtherWay() {
    String id = CardGrouping.groupId("1", "rows");

    assertThat(Drawing.of(group(14), Set.of(id)).cards()).hasSize(15);
    assertThat(Drawing.of(group(4), Set.of(id)).cards()).hasSize(2);
  }

  @Test
  void theWorstStateWins() {
    RunTree tree =
        new RunTreeBuilder()
            .done(1, "a")
            .add(2, "b", step -> step.state(State.RUNNING))
            .add(3, "c", step -> step.failed("IOException"))
            .tree();

    assertThat(CardLabels.worst(tree.nodes())).isEqualTo(State.FAILED);
    assertThat(CardLabels.statesInWords(tree.nodes())).isEqualTo("1 done, 1 failed, 1 running");
    assertThat(CardLabels.worstFirst(tree.nodes()).getFirst().target()).isEqualTo("c");
  }

  @Test
  void staleStepsHoldOneAttemptOrNone() {
    RunTree tree =
        new RunTreeBuilder()
            .add(1, "root", step -> step.stale(Staleness.STALE))
            .done(2, "a")
            .made(1, 2)
            .tree();

    assertThat(Drawing.of(tree, Set.of()).usedAttemptOf(RunTreeBuilder.step(1))).isEmpty();
  }

  private static RunTreeBuilder welcome() {
    return new RunTreeBuilder()
        .done(1, "welcome")
        .done(2, "sendEmail")
        .add(3, "fetchUser", step -> step.pin(1, null))
        .done(4, "sendNotification")
        .made(1, 2)
        .made(1, 4)
        .made(2, 3)
        .reused(4, 3)
        .waited(1, 2);
  }

  private static RunTree wide(int rows) {
    RunTreeBuilder builder = new RunTreeBuilder().done(1, "root");
    for (int row = 0; row < rows; row++) {
      int parse = 2 + 2 * row;
      builder.done(parse, "parseRow").done(parse + 1, "normalise");
      builder.made(1, parse).made(parse, parse + 1);
    }
    return builder.tree();
  }

  private static RunTree failing(int siblings, int failed) {
    RunTreeBuilder builder = new RunTreeBuilder().done(1, "root");
    for (int number = 2; number < siblings + 2; number++) {
      boolean fails = number % 20 == 7 && number / 20 < failed;
      builder
          .add(number, "parseRow", step -> fails ? step.failed("IOException") : step)
          .made(1, number);
    }
    return builder.tree();
  }

  private static RunTree group(int members) {
    RunTreeBuilder builder = new RunTreeBuilder().done(1, "root");
    for (int member = 2; member < members + 2; member++) {
      builder.add(member, "task" + member, step -> step.group("rows")).made(1, member);
    }
    return builder.tree();
  }
}
