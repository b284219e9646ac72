package dev.pinwheel.studio.run.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.graph.GraphEdge;
import dev.pinwheel.studio.graph.GraphModel;
import dev.pinwheel.studio.graph.GraphNode;
import dev.pinwheel.studio.graph.NodeState;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.run.RunTreeBuilder;
import dev.pinwheel.studio.run.RunTreeBuilder.HeaderParts;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GraphModelBuilderTest {

  @Test
  void beginsAtTheStartAndShowsStepsWithTheirSlots() {
    GraphModel graph =
        picture(
            new RunTreeBuilder()
                .done(1, "welcome")
                .add(
                    2,
                    "sendEmail",
                    step ->
                        step.in(RunTreeBuilder.DEVELOPMENT)
                            .attempts(1, 3)
                            .stale(Staleness.STALE_BELOW))
                .made(1, 2)
                .tree());

    assertThat(graph.nodes()).extracting(GraphNode::id).containsExactly("start", "1", "2");
    GraphNode email = graph.nodes().get(2);
    assertThat(email.workspaceChip()).isEqualTo("development");
    assertThat(email.attempt()).isEqualTo(3);
    assertThat(email.attempts()).isEqualTo(2);
    assertThat(email.stale()).isEqualTo(GraphNode.Stale.STALE_BELOW);
    assertThat(graph.edges())
        .extracting(GraphEdge::id, GraphEdge::kind)
        .contains(tuple("1>2", GraphEdge.Kind.CALL));
  }

  @Test
  void theParentRunStandsWhereTheStartWould() {
    StepId parent = new StepId(new RunId(3), 5);
    RunTree tree =
        new RunTreeBuilder()
            .done(1, "welcome")
            .header(h ->
                new HeaderParts(
                    h.status(), h.openHere(), h.openIn(), parent, h.reuse(), h.staleness()))
            .tree();

    GraphNode first = picture(tree).nodes().getFirst();

    assertThat(first.kind()).isEqualTo(GraphNode.Kind.PARENT_RUN);
    assertThat(GraphModelBuilder.runOf(first.id())).isEqualTo(parent.run().toString());
  }

  @Test
  void aSpawnedRunIsANodeBehindItsStep() {
    ExecutionId other = new ExecutionId(new StepId(new RunId(9), 1), 1);
    RunTree tree =
        new RunTreeBuilder()
            .done(1, "root")
            .add(2, "nightly", step -> step.forwarding(new Forwarding(ResultKind.SPAWNED, other)))
            .made(1, 2)
            .tree();

    GraphModel graph = picture(tree);

    assertThat(graph.nodes())
        .last()
        .returns(GraphNode.Kind.SPAWNED_RUN, GraphNode::kind)
        .returns(other.run().toString(), GraphNode::target);
    assertThat(graph.edges()).extracting(GraphEdge::id).contains("2>run-" + other.run());
  }

  @Test
  void manySiblingsAreOneCardWithCountsAndTheWorstState() {
    RunTreeBuilder builder = new RunTreeBuilder().done(1, "root");
    for (int row = 2; row < 502; row++) {
      int number = row;
      builder.add(
          row,
          "parseRow",
          step ->
              number < 14
                  ? step.failed("NumberFormatException")
                  : number == 14 ? step.state(State.RUNNING) : step.pin(1, null));
      builder.made(1, row);
    }

    GraphModel model = picture(builder.tree());
    GraphNode card =
        model.nodes().stream().filter(node -> node.id().equals("many-2")).findFirst().orElseThrow();

    assertThat(card.kind()).isEqualTo(GraphNode.Kind.WALL);
    assertThat(card.count()).isEqualTo(490);
    assertThat(card.counts()).isEqualTo(new GraphNode.Counts(487, 2, 1, 0));
    assertThat(card.state()).isEqualTo(NodeState.FAILED);
    assertThat(card.memo()).isNotNull().returns(487, GraphNode.Memo::count);
    assertThat(card.label())
        .isEqualTo(
            "parseRow, 490 steps, 487 done, 2 failed, 1 running, memoized, reused by 487 calls");
    assertThat(model.walls()).containsOnlyKeys("many-2");
    assertThat(model.nodes())
        .filteredOn(node -> node.kind() == GraphNode.Kind.MORE)
        .singleElement()
        .returns("many-2-more", GraphNode::id)
        .returns("2 more", GraphNode::target);
    assertThat(GraphModelBuilder.isMore("many-2-more")).isTrue();
  }

  @Test
  void aCardShowsTheArgumentsThatItsMembersShare() {
    RunTreeBuilder builder =
        new RunTreeBuilder().add(1, "root", step -> step.arguments("year 2024"));
    for (int month = 2; month < 30; month++) {
      String line = "year 2024, month " + month;
      builder.add(month, "checkMonth", step -> step.arguments(line)).made(1, month);
    }

    List<GraphNode> nodes = picture(builder.tree()).nodes();

    assertThat(nodes.get(1).arguments()).isEqualTo("year 2024");
    assertThat(nodes.getLast())
        .returns("year 2024", GraphNode::arguments)
        .returns("checkMonth, 28 steps, year 2024, 28 done", GraphNode::label)
        .returns(null, GraphNode::otherModule);
  }

  @Test
  void aSmallGroupIsATitledBoxWithCounts() {
    RunTree tree =
        new RunTreeBuilder()
            .done(1, "root")
            .add(2, "a", step -> step.group("rows"))
            .add(3, "b", step -> step.group("rows").state(State.RUNNING))
            .made(1, 2)
            .made(1, 3)
            .tree();

    GraphModel graph = picture(tree);

    GraphNode box = graph.nodes().get(2);
    assertThat(box.kind()).isEqualTo(GraphNode.Kind.GROUP);
    assertThat(box.label()).isEqualTo("Group rows, 1 done, 1 running");
    assertThat(graph.nodes().subList(3, 5)).allMatch(node -> box.id().equals(node.parent()));
  }

  @Test // V1
  void whereStepOneIsNotVisibleEveryRootIsCalledFromOutOfSight() {
    RunTree tree =
        new RunTreeBuilder()
            .root(2, "sendEmail")
            .done(3, "fetchUser")
            .root(7, "render")
            .made(2, 3)
            .header(h ->
                new HeaderParts(
                    State.PART, h.openHere(), h.openIn(), null, h.reuse(), h.staleness()))
            .tree();

    GraphModel graph = picture(tree);

    GraphNode start = graph.nodes().getFirst();
    assertThat(start.kind()).isEqualTo(GraphNode.Kind.START);
    assertThat(start.label()).isEqualTo("What called the first steps is not visible from here");
    assertThat(graph.edges())
        .extracting(GraphEdge::id)
        .containsExactlyInAnyOrder("start>2", "start>7", "2>3");
  }

  @Test
  void bothSidesNameTheStatesAlike() {
    for (State state : State.values()) {
      assertThat(GraphModelBuilder.stateOf(state).word()).isEqualTo(StateNames.of(state));
    }
  }

  private static GraphModel picture(RunTree tree) {
    return GraphModelBuilder.of(Drawing.of(tree, Set.of()), ZoneOffset.UTC, WallOrders.CALL_ORDER);
  }
}
