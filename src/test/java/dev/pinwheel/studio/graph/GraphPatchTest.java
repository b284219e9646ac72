package dev.pinwheel.studio.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import dev.pinwheel.studio.run.RunTreeBuilder;
import dev.pinwheel.studio.run.drawing.Drawing;
import dev.pinwheel.studio.run.drawing.GraphModelBuilder;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class GraphPatchTest {

  private static final GraphNode WELCOME = step("1", "welcome", "Done 3.4 s");
  private static final GraphNode EMAIL = step("2", "sendEmail", "Done 1.2 s");
  private static final GraphEdge CALL = GraphEdge.between("1", "2", GraphEdge.Kind.DEPENDENCY, "");
  private static final GraphModel BOTH =
      new GraphModel(List.of(WELCOME, EMAIL), List.of(CALL), Map.of());
  private static final Placement PLACED = placed(0, 296);

  @Test
  void sameGraphNeedsNoPatch() {
    assertThat(GraphPatch.between(BOTH, PLACED, BOTH, placed(0, 296)).isEmpty()).isTrue();
  }

  @Test
  void onlyTheNodeThatChangedIsSent() {
    GraphModel changed =
        new GraphModel(List.of(WELCOME, step("2", "sendEmail", "Failed")), List.of(CALL), Map.of());

    JsonNode patch = GraphPatch.between(BOTH, PLACED, changed, PLACED).json();

    assertThat(patch.at("/nodes")).hasSize(1);
    assertThat(patch.at("/nodes/0/id").asString()).isEqualTo("2");
    assertThat(patch.at("/nodes/0/stateText").asString()).isEqualTo("Failed");
    assertThat(patch.at("/edges")).isEmpty();
    assertThat(patch.has("order")).isFalse();
  }

  @Test
  void movedNodesAreSentWithTheirNewPlace() {
    JsonNode patch = GraphPatch.between(BOTH, PLACED, BOTH, placed(0, 400)).json();

    assertThat(patch.at("/nodes")).hasSize(1);
    assertThat(patch.at("/nodes/0/x").asInt()).isEqualTo(400);
  }

  @Test
  void whatWentIsNamedAndTheOrderComesAlong() {
    GraphModel alone = new GraphModel(List.of(WELCOME), List.of(), Map.of());

    GraphPatch patch = GraphPatch.between(BOTH, PLACED, alone, PLACED);

    assertThat(patch.isEmpty()).isFalse();
    assertThat(patch.json().at("/gone/0").asString()).isEqualTo("2");
    assertThat(patch.json().at("/goneEdges/0").asString()).isEqualTo("1>2");
    assertThat(patch.json().at("/order")).hasSize(1);
    assertThat(patch.json().at("/nodes")).isEmpty();
  }

  @Test
  void ofAWallOnlyNewAndChangedCellsAreSent() {
    GraphModel before = withWall("", cell(2, NodeState.RUNNING), cell(3, NodeState.QUEUED));
    GraphModel now =
        withWall("", cell(2, NodeState.DONE), cell(3, NodeState.QUEUED), cell(7, NodeState.QUEUED));

    JsonNode patch = GraphPatch.between(before, PLACED, now, PLACED).json();

    assertThat(patch.at("/nodes")).isEmpty();
    assertThat(patch.at("/walls").toString())
        .isEqualTo(
            "{'1':{'order':'','keep':2,'steps':[4],'letters':'3','changed':[0],'now':'5'}}"
                .replace('\'', '"'));
    assertThat(GraphPatch.between(now, PLACED, now, PLACED).isEmpty()).isTrue();
  }

  @Test
  void aSortedWallIsSentFromTheFirstCellThatMoved() {
    GraphModel before =
        withWall("", cell(2, NodeState.DONE), cell(3, NodeState.DONE), cell(4, NodeState.FAILED));
    GraphModel now =
        withWall(
            "state",
            cell(2, NodeState.DONE),
            cell(4, NodeState.FAILED),
            new Wall.Cell(3, NodeState.DONE, Wall.Pin.REUSED, true, false));

    assertThat(GraphPatch.between(before, PLACED, now, PLACED).json().at("/walls/1").toString())
        .isEqualTo(
            "{'order':'state','keep':1,'steps':[2,-1],'letters':'6q','changed':[],'now':''}"
                .replace('\'', '"'));
  }

  @Test
  void inAComparisonTheCellsThatDifferAreMarkedAndComeFirst() {
    RunTreeBuilder run = new RunTreeBuilder().done(1, "root");
    for (int number = 2; number <= 251; number++) {
      run.add(number, "parseRow", step -> step).made(1, number);
    }
    GraphModel model =
        GraphModelBuilder.compared(
            Drawing.of(run.tree(), Set.of()),
            ZoneOffset.UTC,
            Map.of(RunTreeBuilder.step(200), GraphNode.Mark.CHANGED));

    JsonNode wall = model.walls().values().iterator().next().whole();
    assertThat(wall.path("order").asString()).isEqualTo("changed");
    assertThat(wall.path("steps").path(0).asInt()).isEqualTo(200);
    assertThat(wall.path("steps").path(1).asInt()).isEqualTo(2 - 200);
    assertThat(wall.path("letters").asString()).startsWith("\u00c5" + "5".repeat(249));
  }

  @Test
  void wordsAndPlacesAreAsTheBrowserReadsThem() {
    GraphNode node =
        GraphNode.step("3", "users", "fetchUser")
            .state(NodeState.TIMED_OUT, "Timed out 30 s")
            .stale(GraphNode.Stale.STALE_BELOW)
            .memo(new GraphNode.Memo(true, 2, "production", null, "Memoized."))
            .label("fetchUser, timed out, memoized, reused by 2 calls")
            .build();
    GraphEdge reuse = GraphEdge.between("1", "3", GraphEdge.Kind.REUSE, "used #1");
    Placement placement =
        new Placement(
            Map.of("3", new Box(1.4, 2.6, 224, 68)),
            Map.of("1>3", List.of(new Point(0, 0), new Point(9.6, 1))),
            Map.of("1>3", new Point(4.4, 8)));

    JsonNode json =
        GraphJson.graph(new GraphModel(List.of(node), List.of(reuse), Map.of()), placement);

    assertThat(json.at("/nodes/0/kind").asString()).isEqualTo("step");
    assertThat(json.at("/nodes/0/state").asString()).isEqualTo("timedOut");
    assertThat(json.at("/nodes/0/stale").asString()).isEqualTo("staleBelow");
    assertThat(json.at("/nodes/0/memo/reused").asBoolean()).isTrue();
    assertThat(json.at("/nodes/0/memo").has("usedAttempt")).isFalse();
    assertThat(json.at("/nodes/0").has("reason")).isFalse();
    assertThat(json.at("/nodes/0/x").asInt()).isEqualTo(1);
    assertThat(json.at("/nodes/0/y").asInt()).isEqualTo(3);
    assertThat(json.at("/edges/0/kind").asString()).isEqualTo("reuse");
    assertThat(json.at("/edges/0/points/1/0").asInt()).isEqualTo(10);
    assertThat(json.at("/edges/0/labelAt/0").asInt()).isEqualTo(4);
    assertThat(json.at("/edges/0").has("handedOn")).isFalse();
  }

  @Test
  void aNodeWithoutAPlaceIsRefused() {
    assertThatThrownBy(() -> GraphJson.graph(BOTH, Placement.EMPTY))
        .hasMessage("Node 1 has no place in the layout");
  }

  private static GraphNode step(String id, String target, String text) {
    return GraphNode.step(id, "users", target).state(NodeState.DONE, text).build();
  }

  private static Placement placed(double first, double second) {
    return new Placement(
        Map.of("1", new Box(first, 0, 224, 68), "2", new Box(second, 0, 224, 68)),
        Map.of("1>2", List.of(new Point(224, 34), new Point(296, 34))),
        Map.of());
  }

  private static Wall.Cell cell(int step, NodeState state) {
    return new Wall.Cell(step, state, Wall.Pin.NONE, false, false);
  }

  private static GraphModel withWall(String order, Wall.Cell... cells) {
    return new GraphModel(
        List.of(WELCOME), List.of(), Map.of("1", new Wall(order, List.of(cells))));
  }
}
